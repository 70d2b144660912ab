"""Published penalties and orders to correct, with what their sources say (examples/cases), masked as there; the rest is 〔样例〕."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from zhifa.documents import facts as f
from zhifa.documents.samples.filling import MARK, unknown
from zhifa.documents.samples.story import UNKNOWN_DRAFT, Story, known_agency, known_evidence, known_party, law

_BURNED_ON: Final = date(2022, 12, 4)
BURNING: Final = Story(
    source="02_zhao_straw_burning",
    agency=known_agency(
        "衡水市生态环境局",
        region="河北省衡水市",
        review_body="衡水市人民政府",
        court="衡水市桃城区人民法院",
    ),
    party=known_party("individual", "赵某某"),
    cause="露天焚烧荒草",
    began_on=_BURNED_ON,
    evidence=known_evidence(
        ("勘验笔录、现场笔录", "现场勘查笔录"),
        ("当事人的陈述", "调查询问笔录"),
        ("视听资料", "现场视频"),
        on=_BURNED_ON,
    ),
    draft=replace(
        UNKNOWN_DRAFT,
        facts="秸秆禁烧平台报警后查明，当事人2022年12月4日在苏正东小史村露天焚烧荒草。\n焚烧面积不足一亩，地点属二类功能区，时机为晴天昼间。",
        evidence=("证1", "证2", "证3"),
        violated=(law("中华人民共和国大气污染防治法", "第七十七条"),),
        basis=(
            law("中华人民共和国大气污染防治法", "第一百一十九条第一款"),
            law("衡水市生态环境局行政处罚自由裁量权细化标准"),
        ),
        items=(f.PenaltyItem(kind="罚款", amount=54_500, text="罚款人民币伍佰肆拾伍元整"),),
        discretion="焚烧面积不足一亩；二类功能区；晴天昼间。按因子计算（法定500—2000元）。",
        payment_days=15,
    ),
)

_WITH_HEARING: Final = {"rights": ("statement", "defence", "hearing")}
_SOLD_ON: Final = date(2022, 8, 16)
_GOODS: Final = (
    f.PreservedItem(
        name="“人胎盘脂多糖注射液”",
        specification=unknown("specification"),
        quantity="30支",
        condition=unknown("condition"),
    ),
)
MEDICINE: Final = Story(
    source="08_gdmpa_2023_5001",
    agency=known_agency("广东省药品监督管理局", region="广东省"),
    party=known_party("legal_person", "***（来源隐去）", legal_representative="李某某"),
    cause="从无资格的个人处购进药品",
    began_on=_SOLD_ON,
    evidence=known_evidence(("物证", "涉案药品3盒（30支）"), ("鉴定意见", "湖南一格制药有限公司鉴定"), on=_SOLD_ON),
    draft=replace(
        UNKNOWN_DRAFT,
        facts="当事人2022年8月从无资格个人处购进“人胎盘脂多糖注射液”3盒，购价3860元（含快递20元），无销售单据。\n当事人未经审核改变经营方式，于8月13日、16日以3300元、1650元卖给个人，货值4950元。货款已全额退回，违法所得为0，购销无记录。",
        evidence=("证1", "证2"),
        basis=(
            law("中华人民共和国药品管理法", "第一百二十九条"),
            law("中华人民共和国药品管理法", "第一百一十五条"),
            law("中华人民共和国药品管理法", "第一百三十条"),
            law("药品流通监督管理办法", "第三十二条"),
        ),
        items=(
            f.PenaltyItem(kind="警告", text="警告"),
            f.PenaltyItem(kind="罚款", amount=10_000_000, text="处违法购进药品货值金额两倍即100000元的罚款"),
            f.PenaltyItem(kind="没收非法财物", text="没收“人胎盘脂多糖注射液”30支"),
        ),
        discretion="适用《广东省药品监督管理局规范行政处罚自由裁量权适用规则》第九条第一、二项。",
    ),
    given={
        f.PriorNotice: _WITH_HEARING,
        f.GoodsDisposed: {"items": _GOODS},
    },
)

_CHECKED_ON: Final = date(2023, 3, 17)
STONE: Final = Story(
    source="27_shilin_lvdi_stone_hearing",
    agency=known_agency("昆明市生态环境局石林分局", region="云南省昆明市石林彝族自治县"),
    party=known_party(
        "legal_person",
        "石林绿地石材有限公司",
        identity_kind="uscc",
        identity_number="915301266708509288",
        legal_representative="刘某",
        address="石林彝族自治县西街口镇西街口村",
    ),
    cause="未重新报批环评文件扩大生产规模",
    began_on=_CHECKED_ON,
    evidence=known_evidence(
        ("勘验笔录、现场笔录", "现场检查（勘察）笔录"),
        ("当事人的陈述", "调查询问笔录"),
        ("书证", "现场检查照片"),
        ("视听资料", "视频"),
        on=_CHECKED_ON,
    ),
    draft=replace(
        UNKNOWN_DRAFT,
        facts="2023年3月17日调查发现，该公司未重新报批环评就扩大生产规模，堆存固体废物也没有采取符合标准的防护措施。",
        evidence=("证1", "证2", "证3", "证4"),
        violated=(
            law("中华人民共和国环境影响评价法", "第二十四条"),
            law("中华人民共和国固体废物污染环境防治法", "第四十条"),
        ),
    ),
    given={f.PriorNotice: _WITH_HEARING},
)

_PICKLES_ON: Final = date(2025, 10, 15)
PICKLES: Final = Story(
    source="33_changde_fumingqiao_no_penalty",
    agency=known_agency("常德市生态环境局", region="湖南省常德市"),
    party=known_party(
        "legal_person",
        "湖南富民桥食品有限公司",
        identity_kind="masked",
        identity_number="91430700MAEH1BXXXX",
        legal_representative="宋某某",
        address="武陵区东江街道东江工业园新安路77号",
    ),
    cause="未批先建",
    began_on=_PICKLES_ON,
    evidence=known_evidence(("勘验笔录、现场笔录", f"{MARK}现场检查笔录"), on=date(2025, 10, 24)),
    draft=replace(
        UNKNOWN_DRAFT,
        kind="no_penalty",
        facts="行政审批办2025年10月15日移送线索，称该公司未批先建。10月24日检查时原项目在产，年加工7000吨泡菜改建项目（投资45万元，全为环保投资）无环评审批。当日即停建整改，10月31日取得报告表批复。",
        items=(),
        ground="minor_and_corrected",
        discretion="检查当日停止建设；短期内取得环评批复；投资均用于环保。",
        education=unknown("education"),
    ),
)

DOG: Final = Story(
    source="21_ningbo_dog_no_leash_summary",
    agency=known_agency("综合行政执法局西门中队", region="浙江省宁波市海曙区"),
    party=known_party("individual", "陈某"),
    cause="遛犬未牵绳",
    began_on=date(2026, 3, 2),
    evidence=known_evidence(("视听资料", f"{MARK}现场录像"), on=date(2026, 3, 2)),
    draft=replace(
        UNKNOWN_DRAFT,
        facts="条例施行首日早6时58分，执法人员在西门街道翠柏一里82号楼下发现陈某遛两只犬、其中一只没牵绳。",
        basis=(law("宁波市养犬管理条例"),),
        items=(f.PenaltyItem(kind="罚款", amount=2_000, text="当场罚款20元"),),
    ),
    given={f.Catch: {"place": "西门街道翠柏一里82号楼下"}},
)

SLAUGHTER: Final = Story(
    source="75_suining_xinglong_slaughter_correct",
    agency=known_agency(
        "遂宁市生态环境局",
        region="四川省遂宁市船山区",
        review_body="遂宁市人民政府",
        court="遂宁市船山区人民法院",
    ),
    party=known_party(
        "legal_person",
        "船山区兴隆屠宰加工厂",
        identity_kind="uscc",
        identity_number="91500903MA64NC2C0B",
        legal_representative="黄某某",
        address="四川省遂宁市船山区桂花镇桂香街1号附31号",
    ),
    cause="未重新报批环评文件扩大生产规模",
    began_on=date(2021, 9, 1),
    evidence=known_evidence(
        ("书证", "现场照片"), ("视听资料", "视频"), ("勘验笔录、现场笔录", "现场勘验笔录"), on=date(2021, 9, 1)
    ),
    draft=UNKNOWN_DRAFT,
    given={
        f.CorrectionOrder: {
            "violation": "擅自扩大生产规模，没有重新报批环评",
            "violated": (law("中华人民共和国环境影响评价法", "第二十四条第一款"),),
            "content": "收到决定书之日起立即停止违法行为并重新报批环评文件",
        },
        f.Inspection: {"findings": "该厂擅自扩大生产规模，没有重新报批环评。"},
    },
)
