"""Why a case is not ready to be sent to legal review by the agency's own catalogue and list (处罚法 58)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

IMPORTANCE_UNDECLARED = Reason(
    code="importance_undeclared",
    text="本机关有重大执法决定法制审核目录清单，送审前没有按目录判定",
    article="行政处罚法第五十八条第一款；国办发〔2018〕118号；本机关审核制度",
    remedy="由承办机构负责人办理“重大执法决定判定”（declare_importance）",
)
MATERIAL_MISSING = Reason(
    code="material_missing",
    text="送审材料清单要求“{material}”（{when}），{detail}",
    article="国办发〔2018〕118号；本机关送审材料清单",
    remedy="补齐材料，并在送审表的送审材料中列明其名称",
)
