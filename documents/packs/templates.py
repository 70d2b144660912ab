"""All packs at hand, and which of them are in force for an agency on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Final

from zhifa.documents.environment import NATIONAL, TemplateSet
from zhifa.documents.errors import TemplateFault, TemplatesFaulty, TemplatesMissing
from zhifa.documents.packs.checking import faults
from zhifa.documents.packs.guard import GuardedSet
from zhifa.documents.packs.layers import Edited, LayeredSet
from zhifa.documents.packs.pack import BASE, Pack
from zhifa.documents.packs.reading import read_pack, read_packs

_SHIPPED: Final = Path(__file__).parent / "shipped"


@cache
def _shipped() -> Mapping[str, Pack]:
    packs = (read_pack(folder) for folder in sorted(_SHIPPED.iterdir()) if folder.is_dir())
    return MappingProxyType({pack.name: pack for pack in packs})


def _trusted(edited: Edited) -> bool:
    pack, _ = edited
    return pack.level == "sector" and pack.name in _shipped()


class Templates:
    """The packs of the package and those that were handed over. Safe to share between threads."""

    def __init__(self, own: tuple[Pack, ...] = ()) -> None:
        self._own = own
        self._sets: dict[tuple[tuple[str, date], ...], TemplateSet] = {}

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """Every pack by its name; what all stand on, ``national``, is none."""
        return MappingProxyType({**_shipped(), **{pack.name: pack for pack in self._own}})

    def with_packs(self, *folders: Path) -> Templates:
        """These and the packs in `folders`, each a pack or a folder of packs, checked whole.

        Raises TemplatesFaulty naming every fault: of a file, of the language it is written in, of what it extends.
        """
        own = tuple(pack for folder in folders for pack in read_packs(folder))
        found = Templates((*self._own, *own))
        wrong = (*self._taken_twice(own), *(fault for pack in own for fault in faults(found, pack)))
        if wrong:
            raise TemplatesFaulty(wrong)
        return found

    def chain(self, name: str) -> tuple[Pack, ...]:
        """The pack and those below it, lowest first; none for ``national``. Raises TemplatesMissing."""
        found: list[Pack] = []
        while name != BASE:
            pack = self.packs.get(name)
            if pack is None or pack in found:
                raise TemplatesMissing(name, (BASE, *self.packs))
            found.append(pack)
            name = pack.extends
        return tuple(reversed(found))

    def on(self, name: str, day: date) -> TemplateSet:
        """The templates in force on `day` for an agency that chose this pack; the same set as long as no edition changes.

        Raises TemplatesMissing for a pack that is not at hand.
        """
        edited = tuple((pack, edition) for pack in self.chain(name) if (edition := pack.on(day)))
        return self.of(edited)

    def of(self, edited: tuple[Edited, ...]) -> TemplateSet:
        """The templates of these editions, lowest first, above those of the package."""
        if not edited:
            return NATIONAL
        key = tuple((pack.name, edition.since) for pack, edition in edited)
        if key not in self._sets:
            below = tuple(takewhile(_trusted, edited))
            self._sets[key] = LayeredSet(edited) if below == edited else GuardedSet(edited, self.of(below))
        return self._sets[key]

    def of_field(self, field: str) -> str:
        """The pack of a field, where the package brings one; else ``national``."""
        return field if field in _shipped() else BASE

    def version(self, name: str, day: date, code: str) -> str:
        """Version of the template of `code`; for a pack that is not at hand one that no template bears, so that no review agrees with it."""
        try:
            return self.on(name, day).version(code)
        except TemplatesMissing:
            return f"{code}-missing/{name}"

    def _taken_twice(self, own: tuple[Pack, ...]) -> tuple[TemplateFault, ...]:
        names = [*_shipped(), *(pack.name for pack in (*self._own, *own))]
        return tuple(
            TemplateFault(pack=name, wrong="名称已有另一个样式包使用", remedy="在 pack.toml 中另起一个名称")
            for name in sorted({name for name in names if names.count(name) > 1})
        )


SHIPPED: Final = Templates()
"""The packs of the package."""
