"""The posts of the procedure: those that zhifa knows by their names, called here as we call them, and one of our own (docs/own-procedure.md)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Role

HANDLER = Role(name="handler", label="许可经办人", handles=True)
UNIT_HEAD = Role(name="unit_head", label="许可科负责人", handles=True)
EXAMINER = Role(name="permit_examiner", label="技术审查人员", handles=True)
"""Judges the plan of the mining for the agency. No statute asks for the post: the agency does."""
REVIEWER = Role(name="reviewer", label="法制审核人员")
HEAD = Role(name="head", label="机关负责人")
PUBLISHER = Role(name="publisher", label="公示发布人")
