"""The table of filters that officers saved (常用筛选)."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from zhifa.storage.tables.row import Key, Row, Txt, table_args


class SavedFilter(Row, table=True):
    """A list of cases as one officer narrowed it down, under a name of his own. Officers are no foreign key: an import writes their rows anew."""

    __table_args__ = table_args(UniqueConstraint("officer_id", "name", name="uq_saved_filter_name"))
    id: Key
    agency_id: Txt
    officer_id: Txt
    name: Txt
    asked: Txt
    """As it stands in an address."""
    saved_at: Txt
