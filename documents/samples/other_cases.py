"""Published cases of enforcement beside the penalty, with what their sources say (examples/cases), masked as there; the rest is 〔样例〕."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhifa.documents import facts as f
from zhifa.documents.facts.inspection import PlannedInspection
from zhifa.documents.facts.licence import LicenceStep
from zhifa.documents.samples.filling import MARK, unknown
from zhifa.documents.samples.story import UNKNOWN_DRAFT, Story, known_agency, known_evidence, known_party, law

_NO_LICENCE: Final = "2022年9月6日检查发现待售成品挂面11千克，经营者拿不出食品生产许可证或小作坊登记证"
_NOODLES: Final = (
    f.PreservedItem(
        name="成品挂面", specification=unknown("specification"), quantity="11千克", condition=unknown("condition")
    ),
)
NOODLES: Final = Story(
    source="57_pengshui_noodle_seal",
    agency=known_agency("彭水苗族土家族自治县市场监督管理局", region="重庆市彭水县"),
    party=known_party(
        "individual_business",
        "彭水县好运面条加工厂",
        identity_kind="uscc",
        identity_number="92500243MA60B30M61",
        legal_representative="刘某",
        address="重庆市彭水县新田镇新田居委1307",
    ),
    cause="没有食品生产许可证或者小作坊登记证加工销售面条",
    began_on=date(2022, 9, 6),
    evidence=known_evidence(("物证", "挂面11千克"), on=date(2022, 9, 6)),
    draft=UNKNOWN_DRAFT,
    given={
        f.MeasureApproval: {"matter": "查封财物", "reason": _NO_LICENCE, "subject": "成品挂面11千克"},
        **{act: {"measure": "查封", "reason": _NO_LICENCE, "items": _NOODLES} for act in (f.Seizure, f.SeizureRecord)},
    },
)

_EXECUTED: Final[Mapping[str, Any]] = {
    "executed": "县自然资源局2023年7月28日作出的行政处罚决定（佛自然资规罚字〔2023〕20号）",
    "obligations": "自行拆除铁棚283.56平方米",
    "demanded_on": date(2025, 2, 24),
    "basis": (
        law("中华人民共和国城乡规划法", "第六十八条"),
        law("中华人民共和国行政强制法", "第三十七条"),
        law("中华人民共和国行政强制法", "第四十四条"),
        law("广东省城乡规划条例", "第八十七条第二款"),
    ),
}
SHED: Final = Story(
    source="56_fogang_illegal_shed_demolition",
    agency=known_agency("佛冈县城市管理和综合执法局", region="广东省清远市佛冈县"),
    party=known_party("individual", "当事人（公告未具名）", address="佛冈县石角镇环城中路145号商铺后"),
    cause="没有建设工程规划许可证搭建铁棚",
    began_on=date(2025, 4, 11),
    evidence=known_evidence(("书证", f"{MARK}书证"), on=date(2025, 4, 11)),
    draft=UNKNOWN_DRAFT,
    given={
        f.ForcedExecution: _EXECUTED,
        f.PerformanceDemanded: {"executed": _EXECUTED["executed"], "obligations": _EXECUTED["obligations"]},
        f.DemolitionAnnounced: {
            "executed": _EXECUTED["executed"],
            "building": "铁棚283.56平方米",
            "place": "佛冈县石角镇环城中路145号商铺后",
        },
    },
)

_FILED: Final = ("生产建设项目水土保持方案行政许可申请表", "水土保持方案", "承诺书")
HARBOUR: Final = Story(
    source="61_shanwei_xingang_port_same_day",
    agency=known_agency("汕尾市水务局", region="广东省汕尾市"),
    party=known_party("legal_person", "汕尾新港投资有限公司"),
    cause="水土保持方案行政许可",
    began_on=date(2022, 12, 21),
    evidence=known_evidence(("书证", "水土保持方案申请表、方案和承诺书"), on=date(2022, 12, 21)),
    draft=UNKNOWN_DRAFT,
    given={
        LicenceStep: {"matter": "水土保持方案行政许可", "documents": _FILED, "accepted_on": date(2022, 12, 21)},
        f.LicenceGranted: {
            "content": "责任范围46.12公顷，建设类二级标准，治理度95%、控制比1.0、渣土防护率97%、表土保护率87%、覆盖率10%",
            "basis": (
                law("中华人民共和国行政许可法", "第三十八条第一款"),
                law("水行政许可实施办法", "第三十二条第（一）项"),
            ),
        },
        f.FeeDemanded: {
            "fee": "水土保持补偿费",
            "amount": 2_770_000,
            "calculation": "补偿费27.67万元，免征省、市级收入部分24.90万元，代收上缴中央的补偿费2.77万元",
        },
    },
)

BARBERS: Final = Story(
    source="71_muping_8_barbershops_inspection",
    agency=known_agency("烟台市牟平区卫生健康局", region="山东省烟台市牟平区"),
    party=known_party("individual_business", "牟平区雪燕理发店等8家理发店"),
    cause=f"{MARK}案由",
    began_on=date(2021, 9, 8),
    evidence=known_evidence(("勘验笔录、现场笔录", f"{MARK}检查记录"), on=date(2021, 9, 8)),
    draft=UNKNOWN_DRAFT,
    given={
        PlannedInspection: {
            "matter": "公共场所卫生",
            "basis": (law("公共场所卫生管理条例"), law("公共场所卫生管理条例实施细则")),
        },
        f.InspectionOutcome: {
            "matter": "公共场所卫生",
            "findings": "1家没有卫生许可证、从业人员没有健康证明，3家健康证明过期（其中2家同时没有消毒柜），4家仅没有消毒柜。",
            "handling": "前4家责令停业整改，后4家责令暂停营业、限期整改",
        },
    },
)

_TAKEN_ON: Final = date(2020, 7, 8)
HOUSES: Final = Story(
    source="67_sixian_wuda_bridge_expropriation",
    agency=known_agency(
        "泗县人民政府", region="安徽省宿州市泗县", review_body="宿州市人民政府", court="宿州市中级人民法院"
    ),
    party=known_party("individual", "征收范围内被征收人（未列名）"),
    cause=f"{MARK}案由",
    began_on=_TAKEN_ON,
    evidence=known_evidence(("书证", f"{MARK}书证"), on=_TAKEN_ON),
    draft=UNKNOWN_DRAFT,
    given={
        f.ExpropriationAnnounced: {
            "project": "泗五大桥南地块棚户区改造项目",
            "decided": "征收泗五大桥南地块国有土地上房屋的决定",
            "scope": "东至泗县国家粮食储备库，西至中联搅拌站，南至汴水人家，北至新汴河南岸。",
            "plan": "可选货币补偿或产权调换。",
            "basis": (law("国有土地上房屋征收与补偿条例"), law("泗县国有土地上房屋征收与补偿暂行办法")),
        }
    },
)
