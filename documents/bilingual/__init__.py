"""藏汉两种文字: papers that go to the party or the public, with a Tibetan line before each Chinese one that has a wording.

The Tibetan is data that an agency supplies (:class:`~zhifa.documents.bilingual.wording.Wording`); none is shipped, and a line without a wording stays
Chinese. The Chinese of a bilingual paper is that of the Chinese one, to the letter. That the Tibetan stands first is our convention: we know of no
rule for papers.
"""

from zhifa.documents.bilingual.interleave import bilingual
from zhifa.documents.bilingual.wording import Wording, WordingFaulty, read_wording

__all__ = ["Wording", "WordingFaulty", "bilingual", "read_wording"]
