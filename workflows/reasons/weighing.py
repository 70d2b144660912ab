"""Why a weighing of discretion is refused, or a step that has to wait for one (处罚法 30-34)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

# 34 lets an agency set benchmarks and has it publish them; that each case is weighed, and when a benchmark may be left, is the agency's own
# rule. 37 speaks of laws, regulations and rules: a benchmark is judged by it only by analogy (our convention).

BENCHMARK_UNKNOWN = Reason(
    code="benchmark_unknown",
    text="第{item}项：名录中没有编码为“{code}”的裁量基准",
    article="行政处罚法第三十四条",
    remedy="核对编码；没有适用的基准的，写明理由（none_reason）",
)
BENCHMARK_NOT_IN_FORCE = Reason(
    code="benchmark_not_in_force",
    text="第{item}项：裁量基准“{code}”在违法行为之日（{violated}）和办理之日（{day}）都不在施行",
    article="行政处罚法第三十四条；参照第三十七条",
    remedy="适用违法行为之日施行的基准；办理之日施行的处罚较轻的，适用后者",
)
BENCHMARK_UNANNOUNCED = Reason(
    code="benchmark_unannounced",
    text="第{item}项：裁量基准“{code}”至{day}没有向社会公布（公布日期{announced}）",
    article="行政处罚法第三十四条",
    remedy="向社会公布后适用",
)
BENCHMARK_REFINED = Reason(
    code="benchmark_refined",
    text="第{item}项选用的裁量基准“{code}”已由“{own}”细化",
    article="本机关裁量制度",
    remedy="从细化后的基准中选用阶次",
)
BENCHMARK_FOREIGN = Reason(
    code="benchmark_foreign",
    text="第{item}项：裁量基准“{code}”是对《{law}》{article}的，草案没有以该条款为处罚依据",
    article="行政处罚法第三十四条",
    remedy="选用与处罚依据相应的基准，或者修改草案的处罚依据",
)
TIER_UNKNOWN = Reason(
    code="tier_unknown",
    text="第{item}项：裁量基准“{code}”没有对该当事人、该处罚种类和该基数的阶次“{tier}”",
    article="行政处罚法第三十四条",
    remedy="用 zhifa discretion show 查看可选的阶次",
)
BASE_MISSING = Reason(
    code="base_missing",
    text="第{item}项：阶次“{tier}”按{base}计算，没有填写数额",
    article="行政处罚法第三十四条",
    remedy="填写查明的货值金额或者违法所得（base，单位为分）",
)
ITEM_UNKNOWN = Reason(
    code="item_unknown",
    text="草案只有{counted}项处罚，没有第{item}项",
    article="行政处罚法第三十四条",
    remedy="按草案主文的次序填写",
)
ITEM_UNWEIGHED = Reason(
    code="item_unweighed",
    text="第{item}项（{kind}）有裁量基准可以适用（{codes}），没有裁量",
    article="行政处罚法第三十四条；本机关裁量制度",
    remedy="选定阶次；不适用基准的，写明理由，并附机关负责人的意见（departure）",
)
OUTSIDE_BAND = Reason(
    code="outside_band",
    text="第{item}项{amount}，{where}，没有写明偏离基准的理由",
    article="行政处罚法第三十四条；本机关裁量制度",
    remedy="改在区间之内；确需偏离的，写明理由，并附机关负责人的意见（departure）",
)
DEPARTURE_UNAPPROVED = Reason(
    code="departure_unapproved",
    text="偏离裁量基准的意见由{officer}作出，不能采用：{detail}",
    article="行政处罚法第三十四条；本机关裁量制度",
    remedy="由当时在任的机关负责人作出意见，不得由裁量人自己作出",
)
OUTSIDE_STATUTE = Reason(
    code="outside_statute",
    text="第{item}项{amount}，超出法定幅度：{where}",
    article="行政处罚法第三十二条、第三十四条",
    remedy="不得高于法定幅度；低于的，须有减轻处罚的清单或者法定理由（departure.ground），并附机关负责人的意见",
)
SUGGESTION_UNANSWERED = Reason(
    code="suggestion_unanswered",
    text="{list}清单“{code}”（{conditions}）可能适用于本案，没有答复",
    article="行政处罚法第三十条至第三十三条",
    remedy="写明是否按清单处理；不按清单处理的，写明理由（suggestions）",
)
SUGGESTION_UNKNOWN = Reason(
    code="suggestion_unknown",
    text="{list}清单“{code}”不适用于本案的案由和条款，或者不在施行",
    article="行政处罚法第三十条至第三十三条",
    remedy="只答复提示的清单，用 zhifa discretion show 查看",
)
SUGGESTION_BELIED = Reason(
    code="suggestion_belied",
    text="答复按不予处罚清单“{code}”处理，草案却给予处罚",
    article="行政处罚法第三十条、第三十一条、第三十三条",
    remedy="修改草案，或者改为不按清单处理并写明理由",
)
DISCRETION_UNWEIGHED = Reason(
    code="discretion_unweighed",
    text="现有草案没有裁量说明",
    article="行政处罚法第三十四条；本机关裁量制度",
    remedy="由承办人登记裁量说明（weigh）；已报负责人审批的，先退回补正（send_back）",
)
WEIGHED_ANOTHER_DRAFT = Reason(
    code="weighed_another_draft",
    text="第{seq}号裁量说明之后草案有改动，所裁量的不是现有草案",
    article="行政处罚法第三十四条；本机关裁量制度",
    remedy="对现有草案重新登记裁量说明（weigh）；已报负责人审批的，先退回补正（send_back）",
)
WEIGHING_OUTDATED = Reason(
    code="weighing_outdated",
    text="第{seq}号裁量说明不再符合现有名录：{detail}",
    article="行政处罚法第三十四条；参照第三十七条；本机关裁量制度",
    remedy="按现有的裁量基准重新登记裁量说明（weigh）；已报负责人审批的，先退回补正（send_back）",
)
