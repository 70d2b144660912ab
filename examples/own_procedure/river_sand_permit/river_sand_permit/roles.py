"""The posts of the procedure. Their names are those that a register may give (docs/own-procedure.md); what they are called here is ours."""

from __future__ import annotations

from zhifa.engine.vocabulary import Role

HANDLER = Role(name="handler", label="许可经办人", handles=True)
UNIT_HEAD = Role(name="unit_head", label="许可科负责人", handles=True)
REVIEWER = Role(name="reviewer", label="法制审核人员")
HEAD = Role(name="head", label="机关负责人")
PUBLISHER = Role(name="publisher", label="公示发布人")
