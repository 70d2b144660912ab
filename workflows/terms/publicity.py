"""Dates of disclosure that recur every year (国办发〔2018〕118号)."""

from __future__ import annotations

from zhifa.engine.terms import Duty, Mark, Term, Unit

ANNUAL_REPORT = Term(
    code="annual_report",
    label="公开上年度行政执法统计年报的期限",
    length=0,
    unit=Unit.FIXED_DATE,
    article="国办发〔2018〕118号",
    duty=Duty.AGENCY,
    start="每年1月31日",
    effect="应当在此之前公开本机关上年度行政执法总体情况有关数据，并报本级人民政府和上级主管部门",
    mark=Mark.SECONDARY,
    rule_version="2018",
)
