"""Refusals are data: a stable code, a Chinese text, the article and what to do about it (invariant 5).

A :class:`Reason` is declared once as a module constant beside its guard's law; ``reason.refuse(…)`` fills in the operands. The reasons the
engine itself gives, whatever the procedure, stand at the end of this module; those of the law stand in :mod:`zhifa.workflows.reasons`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from string import Formatter

from zhifa.engine.money import yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a command is refused, once, with its operands filled in."""

    code: str
    text: str
    article: str
    remedy: str
    operands: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, str | dict[str, str]]:
        """The refusal as JSON shows it."""
        return {
            "code": self.code,
            "text": self.text,
            "article": self.article,
            "remedy": self.remedy,
            "operands": dict(self.operands),
        }


@cache
def _parts(text: str) -> tuple[tuple[str, str, str], ...]:
    """A text cut at its operands: what stands before each, its name and how it is told. Texts are module constants, so there are only so many."""
    return tuple((before, name or "", spec or "") for before, name, spec, _ in Formatter().parse(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A kind of refusal. ``text`` holds the operands in braces, sums of money as ``{owed:yuan}``; each is given, and no other. Raises ValueError for a text
    that tells an operand in another form."""

    code: str
    text: str
    article: str
    """The statute behind the rule, or the engine's own rule in words."""
    remedy: str
    operands: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        named = frozenset(name for _, name, _ in _parts(self.text) if name)
        if any(spec not in ("", "yuan") for _, _, spec in _parts(self.text)):
            raise ValueError(f"{self.code}: an operand is told as it is, or as yuan")
        object.__setattr__(self, "operands", named)

    def refuse(self, **operands: object) -> Refusal:
        """The refusal with its operands; ``TypeError`` when one is missing or unknown."""
        if operands.keys() != self.operands:
            raise TypeError(f"{self.code} takes {sorted(self.operands)}, was given {sorted(operands)}")
        given = tuple((name, str(value)) for name, value in sorted(operands.items()))
        return _worded(self, given)


@lru_cache(maxsize=8192)
def _worded(reason: Reason, given: tuple[tuple[str, str], ...]) -> Refusal:
    """The refusal with its text. Options refuse most steps of a procedure, and in the same words again and again."""
    told = dict(given)
    text = "".join(before + _told(told.get(name, ""), spec) for before, name, spec in _parts(reason.text))
    return Refusal(code=reason.code, text=text, article=reason.article, remedy=reason.remedy, operands=given)


def _told(value: str, spec: str) -> str:
    """An operand in a text: money is integer fen and is told in yuan."""
    return yuan(int(value)) if spec == "yuan" else value


ENGINE_RULE = "本系统规则"

LATE_ENTRY = Reason(
    code="late_entry",
    text="“{transition}”应当在办理当日登记，不得倒签：办理日{day}，登记日{recorded}",
    article="行政处罚法第四十七条（全过程记录）；本系统规则",
    remedy="以实际办理日期登记",
)
UNKNOWN_TRANSITION = Reason(
    code="unknown_transition",
    text="流程“{workflow}”没有名为“{transition}”的环节",
    article=ENGINE_RULE,
    remedy="用 zhifa workflow list 查看该流程的全部环节",
)
WRONG_STATE = Reason(
    code="wrong_state",
    text="案件现处“{state}”，“{transition}”只能在{sources}进行",
    article="行政处罚法第五章规定的程序次序",
    remedy="先完成在前的环节；用 options 查看现在可以办理的事项",
)
CASE_ENDED = Reason(
    code="case_ended",
    text="案件已终结（{state}），不再办理",
    article=ENGINE_RULE,
    remedy="确有错误的，依法另行纠正并新立案件",
)
NO_ROLE = Reason(
    code="no_role",
    text="“{transition}”应由{roles}办理，{actor}在{day}没有该岗位",
    article=ENGINE_RULE,
    remedy="由有岗位的人员办理，或者在人员名录中登记其岗位及起止日期",
)
UNKNOWN_ACTOR = Reason(
    code="unknown_actor",
    text="人员名录中没有 {actor}，或者其在{day}不在册",
    article="行政处罚法第四十二条第一款",
    remedy="先登记该人员",
)
FACTS_INVALID = Reason(
    code="facts_invalid",
    text="填报项“{field}”的值 {value} 不合要求：{rule}",
    article=ENGINE_RULE,
    remedy="按要求改正后重新提交；已录内容没有丢失",
)
IN_THE_FUTURE = Reason(
    code="occurred_in_future",
    text="办理时间 {occurred_at} 晚于登记时间 {recorded_at}",
    article=ENGINE_RULE,
    remedy="核对办理时间；事后补录的，填实际办理时间",
)
BEFORE_WHAT_IT_BUILDS_ON = Reason(
    code="occurred_before_predecessor",
    text="办理时间 {occurred_at} 早于其所依据的“{previous}”（{previous_at}）",
    article="行政处罚法第五章规定的程序次序",
    remedy="核对两个环节的时间；前一环节登记有误的，先更正前一环节",
)
NOT_STATED = Reason(
    code="not_stated_outside_replay",
    text="填报项“{field}”注明来源未载；只有演示案件可以这样填写",
    article=ENGINE_RULE,
    remedy="如实填写该项",
)
GUARD_FAULT = Reason(
    code="guard_fault",
    text="检查“{guard}”没有给出规定形式的结论（{detail}），按不通过处理",
    article=ENGINE_RULE,
    remedy="请维护人员修正该检查",
)
REVIEW_MISSING = Reason(
    code="review_missing",
    text="{kind}未经法制审核或者审核未通过：{detail}",
    article="行政处罚法第五十八条",
    remedy="将现有决定草案送法制审核，取得“同意”意见后再作决定",
)
TRACK_NOT_OPEN = Reason(
    code="track_not_open",
    text="没有正在进行的{track}“{key}”",
    article=ENGINE_RULE,
    remedy="核对名称；用 zhifa case show 查看正在进行的事项",
)
TRACK_ALREADY_OPEN = Reason(
    code="track_already_open",
    text="{track}“{key}”已经开始，尚未了结",
    article=ENGINE_RULE,
    remedy="换一个名称，或者先了结原有的一项",
)
NOT_OF_THIS_CASE = Reason(
    code="not_of_this_case",
    text="{actor}不是本案承办人，不能办理{transition}",
    article=ENGINE_RULE,
    remedy="由本案承办人或者承办机构负责人办理",
)
BARRED = Reason(
    code="barred",
    text="{actor}{why}，不得再办理本案",
    article="行政处罚法第四十三条",
    remedy="由其他人员办理；承办人回避的，由承办机构负责人办理移交",
)
CORRECTION_TARGET = Reason(
    code="correction_target",
    text="第{seq}号记录不能更正：{detail}",
    article=ENGINE_RULE,
    remedy="用 zhifa case history 核对记录序号和填报项",
)
CORRECTION_AFTER_DECISION = Reason(
    code="correction_after_decision",
    text="决定已于第{decided}号记录作出，其所依据的第{seq}号记录不能再更正",
    article="行政处罚法第五十八条",
    remedy="已经送达的文书有笔误的，用 rectify_paper 书面补正；决定违法或者不当的，依法撤销、变更后重作",
)

CORRECTION_APPROVER = Reason(
    code="correction_approver",
    text="更正未经有权人员批准：{detail}",
    article=ENGINE_RULE,
    remedy="由承办机构负责人或者机关负责人批准，批准人不得是登记人本人",
)
HAND_OVER_TARGET = Reason(
    code="hand_over_target",
    text="不能移交：{officer}{detail}",
    article=ENGINE_RULE,
    remedy="核对移交双方",
)
UNKNOWN_OFFICER = Reason(
    code="unknown_officer",
    text="填报内容提到的人员 {officer} 不在人员名录中",
    article="行政处罚法第四十二条第一款",
    remedy="核对人员编号，或者先登记该人员",
)
PAPER_NOT_ISSUABLE = Reason(
    code="paper_not_issuable",
    text="{detail}",
    article="行政处罚法第五十九条；文书制作规范",
    remedy="补齐或者改正所列事项后重新提交",
)
AMOUNTS_DIFFER = Reason(
    code="amounts_differ",
    text="{paper} 不能制作：处理内容第{item}项（draft.items）文字所写“{said}”与所填数额 {amount} 不一致",
    article="行政处罚法第五十九条；文书制作规范",
    remedy="核对该项的文字和数额，改为一致后重新提交",
)
PAPER_FAULTY = Reason(
    code="paper_faulty",
    text="{paper} 不能制作：{place}：{fault}（规则 {rule}）",
    article="行政处罚法第五十二条、第五十九条；各规则所引条款",
    remedy="按所列规则改正后重新提交；规则见 zhifa paper check --rules",
)
PAD_MISSING = Reason(
    code="pad_missing",
    text="{officer}在{day}没有{year}年“{series}”编号的文书本",
    article="行政处罚法第五十二条第一款",
    remedy="领取本年度编有号码的文书并在名录中登记（pads），或者由持有文书本的人员办理",
)
PAD_USED_UP = Reason(
    code="pad_used_up",
    text="{officer}的{year}年“{series}”文书本（{numbers}）已经用完",
    article="行政处罚法第五十二条第一款",
    remedy="领取新的文书本并在名录中登记（pads），或者由持有文书本的人员办理",
)
FILE_UNKNOWN = Reason(
    code="file_unknown",
    text="文件库中没有摘要为 {digest} 的文件",
    article="行政处罚法第四十七条",
    remedy="先将文件存入文件库，再引用其摘要",
)
RELATED_UNKNOWN = Reason(
    code="related_unknown",
    text="所填关联案件 {case} 不在本库",
    article=ENGINE_RULE,
    remedy="用 zhifa case list 核对案件编号；不在本库的案件写入案情，不填此项",
)
RELATED_ITSELF = Reason(
    code="related_itself",
    text="所填关联案件 {case} 就是本案",
    article=ENGINE_RULE,
    remedy="填另一案件的编号",
)
NOTHING_AT_EXPIRY = Reason(
    code="nothing_at_expiry",
    text="期限“{term}”没有可以由系统登记的后果：{detail}",
    article=ENGINE_RULE,
    remedy="由承办人依法办理",
)
ACT_NOT_PERMITTED = Reason(
    code="act_not_permitted",
    text="{holder}在{day}的{roles}岗位不办理{act}案件，不能办理“{transition}”",
    article=ENGINE_RULE,
    remedy="由岗位包括这一执法类别的人员办理，或者在名录中登记其岗位的执法类别",
)
OUT_OF_UNIT = Reason(
    code="out_of_unit",
    text="{holder}在{day}的{roles}岗位只办理{own}的案件，本案由{units}承办，不能办理“{transition}”",
    article=ENGINE_RULE,
    remedy="由承办机构或者其上级机构的人员办理，或者由全机关范围的岗位办理",
)
DEPUTY_NOT_DECLARED = Reason(
    code="deputy_not_declared",
    text="{actor}在{day}自己没有办理“{transition}”的岗位，只能代{principals}办理，没有写明代何人办理",
    article=ENGINE_RULE,
    remedy="写明代何人办理（on_behalf_of；命令行用 --for 工号）",
)
NOT_A_DEPUTY = Reason(
    code="not_a_deputy",
    text="{actor}在{day}不能代{principal}办理“{transition}”：名录没有登记由其代行{roles}的职权，或者被代行人当日没有该岗位",
    article=ENGINE_RULE,
    remedy="核对代行职权的登记及其起止日期；代行人不得再转由他人代行",
)
ADMINISTRATOR_BARRED = Reason(
    code="administrator_barred",
    text="{actor}在{day}任名录管理员，不得办理案件",
    article=ENGINE_RULE,
    remedy="由其他人员办理；管理名录与办理案件不得由同一人担任",
)
AUXILIARY_BARRED = Reason(
    code="auxiliary_barred",
    text="{actor}是辅助人员，不得办理执法事项、在文书上签字或者作出决定",
    article="行政处罚法第四十二条第一款；行政强制法第十七条第三款",
    remedy="由具有行政执法资格的执法人员办理",
)
REGISTRAR_ONLY = Reason(
    code="registrar_only",
    text="{actor}在{day}不是{role}，不得变更本机关的名录",
    article=ENGINE_RULE,
    remedy="由名录管理员变更；不再有人任名录管理员的，由机关负责人变更，命令行以 --as 写明其工号",
)
REGISTER_UNKEPT = Reason(
    code="register_unkept",
    text="本机关还没有名录管理员，登录的人中只有系统管理员（管理账号的人）可以变更名录",
    article=ENGINE_RULE,
    remedy="由系统管理员在“岗位任职”中登记名录管理员；以后由名录管理员变更",
)
LINE_USED = Reason(
    code="line_used",
    text="“{book}”中的“{key}”在{days}还用于案件：{cases}",
    article=ENGINE_RULE,
    remedy="改为最后使用以后的日期；确要追溯的，命令行加 --retroactive，以 --reason 写明事由，并逐案核对",
)
MIGRATION_NOT_SUCCESSIVE = Reason(
    code="migration_not_successive",
    text="案件不能由{workflow}第{old}版改依第{new}版：{detail}",
    article=ENGINE_RULE,
    remedy="逐版改依；没有写明承接的，由流程的维护人员在新版中写明（succeeds）",
)
MIGRATION_STATE_UNMAPPED = Reason(
    code="migration_state_unmapped",
    text="案件现处“{state}”，第{version}版没有与其相当的状态",
    article=ENGINE_RULE,
    remedy="依原版本办到下一状态后再改依，或者依原版本办完",
)
MIGRATION_STEP_UNMAPPED = Reason(
    code="migration_step_unmapped",
    text="第{seq}号记录的步骤“{step}”，第{version}版没有与其相当的步骤",
    article=ENGINE_RULE,
    remedy="依原版本办完；或者由流程的维护人员在新版中写明该步骤改成了哪一步骤",
)
MIGRATION_FACTS_UNFIT = Reason(
    code="migration_facts_unfit",
    text="第{seq}号记录“{step}”的填报项“{field}”的值 {value} 不合第{version}版的填报表：{rule}",
    article=ENGINE_RULE,
    remedy="登记有误的，先更正；否则依原版本办完",
)
MIGRATION_TERM_UNKNOWN = Reason(
    code="migration_term_unknown",
    text="正在进行的期限“{term}”，第{version}版不能照原样接续：{detail}",
    article=ENGINE_RULE,
    remedy="该期限了结后再改依，或者依原版本办完",
)
MIGRATION_TRACK_UNKNOWN = Reason(
    code="migration_track_unknown",
    text="正在进行的{track}“{key}”，第{version}版的相应步骤没有开始这一事项",
    article=ENGINE_RULE,
    remedy="该事项了结后再改依，或者依原版本办完",
)
MIGRATION_DECIDED_OTHERWISE = Reason(
    code="migration_decided_otherwise",
    text="{kind}不能改依第{version}版：{detail}",
    article="行政处罚法第五十八条；本系统规则",
    remedy="作出决定后再改依，或者退回审核后再改依；决定种类的审核要求不同的，依原版本办完",
)

ENGINE_REASONS = (
    LATE_ENTRY, UNKNOWN_TRANSITION, WRONG_STATE, CASE_ENDED, NO_ROLE, UNKNOWN_ACTOR, FACTS_INVALID, IN_THE_FUTURE,
    ACT_NOT_PERMITTED, OUT_OF_UNIT, DEPUTY_NOT_DECLARED, NOT_A_DEPUTY, ADMINISTRATOR_BARRED, AUXILIARY_BARRED,
    BEFORE_WHAT_IT_BUILDS_ON, NOT_STATED, GUARD_FAULT, REVIEW_MISSING, TRACK_NOT_OPEN, TRACK_ALREADY_OPEN,
    NOT_OF_THIS_CASE, BARRED, CORRECTION_TARGET, CORRECTION_AFTER_DECISION, CORRECTION_APPROVER, HAND_OVER_TARGET, UNKNOWN_OFFICER,
    PAPER_NOT_ISSUABLE, AMOUNTS_DIFFER, PAPER_FAULTY, PAD_MISSING, PAD_USED_UP, FILE_UNKNOWN, RELATED_UNKNOWN,
    RELATED_ITSELF, NOTHING_AT_EXPIRY, REGISTRAR_ONLY, REGISTER_UNKEPT, LINE_USED, MIGRATION_NOT_SUCCESSIVE, MIGRATION_STATE_UNMAPPED, MIGRATION_STEP_UNMAPPED, MIGRATION_FACTS_UNFIT,
    MIGRATION_TERM_UNKNOWN, MIGRATION_TRACK_UNKNOWN, MIGRATION_DECIDED_OTHERWISE,
)  # fmt: skip
"""Every reason the engine itself can give."""
