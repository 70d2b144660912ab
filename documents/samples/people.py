"""The people of samples: officers by their role, nobody by a name."""

from __future__ import annotations

from typing import Final

from zhifa.documents.facts import Officer

HANDLERS: Final = (
    Officer(id="h1", name="承办人甲", post="承办人", unit="承办机构", certificate_number="样例000001"),
    Officer(id="h2", name="承办人乙", post="承办人", unit="承办机构", certificate_number="样例000002"),
)
RECORDER: Final = Officer(id="r1", name="记录人甲", post="记录人", unit="承办机构", certificate_number="样例000003")
UNIT_HEAD: Final = Officer(
    id="u1", name="承办机构负责人甲", post="负责人", unit="承办机构", certificate_number="样例000004"
)
REVIEWER: Final = Officer(
    id="v1", name="法制审核人员甲", post="法制审核人员", unit="法制机构", qualification="法律职业资格证书号：样例000005"
)
CHAIR: Final = Officer(id="c1", name="听证主持人甲", post="听证主持人", unit="法制机构")
ASSESSOR: Final = Officer(id="c2", name="听证员甲", post="听证员", unit="法制机构")
HEADS: Final = (
    Officer(id="b1", name="机关负责人甲", post="机关负责人", unit="机关"),
    Officer(id="b2", name="机关负责人乙", post="机关负责人", unit="机关"),
)
ARCHIVIST: Final = Officer(id="a1", name="立卷人甲", post="立卷人", unit="办公机构")
COLLECTOR: Final = Officer(id="p1", name="公示采集人甲", post="公示采集人", unit="承办机构")
