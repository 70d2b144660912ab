"""Why a recording, or the lack of one, keeps a step back (处罚法 47; 国办发〔2018〕118号)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

_LIST = "行政处罚法第四十七条；国办发〔2018〕118号（据二手资料）；本机关音像记录事项清单"

RECORDING_MISSING = Reason(
    code="recording_missing",
    text="第{seq}号“{step}”应当在{until}有{level}记录，没有归档的音像，也没有经批准不作音像记录",
    article=_LIST,
    remedy="用 file_recording 归档音像；文字足以全面有效记录的，或者应当全程音像而已无法补录的，由承办人申请（ask_waiver）",
)
RECORDING_TOO_SHORT = Reason(
    code="recording_too_short",
    text="第{seq}号“{step}”应当全程音像记录，归档的音像缺 {holes}",
    article=_LIST,
    remedy="归档所缺时段的音像；笔录所记起止时间有误的，先更正笔录；已无法补录的，由承办人申请（ask_waiver）",
)
RECORDING_OF_NO_STEP = Reason(
    code="recording_of_no_step",
    text="本案没有第{seq}号环节",
    article="行政处罚法第四十七条",
    remedy="用 zhifa case history 核对环节的序号",
)
DEVICE_NOT_REGISTERED = Reason(
    code="device_not_registered",
    text="设备“{device}”在{day}不在本机关音像设备名录中",
    article="自治区三项制度实施方案二（二）4（音像记录设备管理）",
    remedy="核对设备编号，或者先在名录中登记该设备及其启用日期",
)
RECORDING_BESIDE_THE_STEP = Reason(
    code="recording_beside_the_step",
    text="音像的起止时间 {span} 与第{seq}号“{step}”的时间（{when}）不相交",
    article="行政处罚法第四十七条",
    remedy="核对所录的环节和音像的起止时间；笔录所记时间有误的，先更正笔录",
)
RECORDED_BY_NOBODY = Reason(
    code="recorded_by_nobody",
    text="摄录人 {officer} 在{day}不在执法人员名录和辅助人员名录中",
    article="行政处罚法第四十七条",
    remedy="执法人员写人员编号，辅助人员写其在辅助人员名录中的编号；不在名录中的先登记",
)
WAIVER_NOT_ASKED = Reason(
    code="waiver_not_asked",
    text="没有人申请{step}不作音像记录或者处理音像缺失，或者申请已经答复",
    article="本机关音像记录管理制度",
    remedy="先由承办人用 ask_waiver 说明理由",
)
WAIVED_BY_THE_ASKER = Reason(
    code="waived_by_the_asker",
    text="{officer}是申请人，不得答复本人的申请",
    article="本机关音像记录管理制度",
    remedy="由另一名有权人员答复",
)
FULL_CANNOT_BE_WAIVED = Reason(
    code="full_cannot_be_waived",
    text="第{seq}号“{step}”应当全程音像记录，不能以文字代替",
    article="国办发〔2018〕118号（据二手资料）；自治区三项制度实施方案二（二）3",
    remedy="归档该环节的全程音像；已无法补录的，由机关负责人处理（excuse_gap）",
)
NOT_ASKED_AS_A_WHOLE = Reason(
    code="not_asked_as_a_whole",
    text="清单没有要求第{seq}号“{step}”全程音像记录，不适用音像缺失处理",
    article="本引擎的约定",
    remedy="文字足以全面有效记录的，由承办机构负责人批准不作音像记录（approve_waiver）；否则归档音像",
)
