"""Packs of templates: what the papers of a field, or of one agency, say otherwise than those of the package.

A pack holds dated editions, and an edition the templates that it changes: each extends the one below it and fills named blocks anew, down to
the templates of the package (``national``). ``Templates.on(pack, day)`` answers which are in force, for
:func:`zhifa.documents.render`. The packs of fields are shipped; an agency's own are read by ``SHIPPED.with_packs(folder)``, checked
whole, and run within bounds (:mod:`zhifa.documents.packs.guard`).
"""

from zhifa.documents.packs.pack import BASE, Edition, Pack
from zhifa.documents.packs.templates import SHIPPED, Templates

__all__ = ["BASE", "SHIPPED", "Edition", "Pack", "Templates"]
