"""Templates on top of each other: a name means the topmost file that bears it, and inside a file its own name means the next one below.

So `D33.html` of a pack extends `D33.html` of what is below it, and whatever includes `_remedy.html` gets the pack's, whoever wrote the include.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from jinja2 import BaseLoader, Environment, TemplateNotFound, nodes

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import OPTIONS, PACKAGE, JoiningEnvironment, TemplateSet, digest_of, parsed, printed
from zhifa.documents.packs.pack import Edition, Pack

Edited: TypeAlias = tuple[Pack, Edition]
"""A pack in the edition that is in force."""

_NOWHERE: Final = "nowhere"


class Layers(BaseLoader):
    """Loads the files of the package and of packs above it. A file of a pack is named ``pack@2026-01-01/D33.html``, one of the package ``D33.html``."""

    def __init__(self, edited: tuple[Edited, ...]) -> None:
        self._texts = {f"{pack.name}@{edition.since}": edition.templates for pack, edition in edited}
        self._held = {"": frozenset(PACKAGE.list_templates())} | {name: frozenset(t) for name, t in self._texts.items()}
        self._topmost_first = (*reversed(self._texts), "")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        layer, _, file = template.rpartition("/")
        if not layer:
            return PACKAGE.get_source(environment, template)
        text = self._texts.get(layer, {}).get(file)
        if text is None:
            raise TemplateNotFound(file)
        return text, template, None

    def place(self, file: str, parent: str | None = None) -> str:
        """The full name of the template that `file` means where it stands in `parent`; one that is not there has a name that nothing loads."""
        layers = self._topmost_first
        layer, _, own = (parent or "").rpartition("/")
        if own == file:
            layers = layers[layers.index(layer) + 1 :]
        found = next((layer for layer in layers if file in self._held[layer]), _NOWHERE)
        return f"{found}/{file}" if found else file

    def holds(self, name: str) -> bool:
        """Whether there is a template of this full name."""
        return not name.startswith(f"{_NOWHERE}/")


class LayeredEnvironment(Environment):
    """Finds what a template names by where it stands."""

    def join_path(self, template: str, parent: str) -> str:
        assert isinstance(self.loader, Layers)
        return self.loader.place(template, parent)


class JoinedLayers(LayeredEnvironment, JoiningEnvironment):
    """For packs of the package, whose faults are ours to find: where a part stands in its paper, no line tells of the part."""


class LayeredSet(TemplateSet):
    """The templates of the package below those of packs. A version names, after its digest, the packs that have a part in the text."""

    def __init__(self, edited: tuple[Edited, ...], environment: type[Environment] = JoinedLayers, **more: Any) -> None:
        self.layers = Layers(edited)
        options: dict[str, Any] = {"finalize": printed, **OPTIONS, **more}
        titles = {ours: own for _, edition in edited for ours, own in edition.titles.items()}
        super().__init__(environment(loader=self.layers, autoescape=True, **options), titles)
        self.edited = edited
        self._others = {
            file: (f"{pack.name}@{edition.since}", text)
            for pack, edition in edited
            for file, text in edition.others.items()
        }
        """Of every further file the topmost: the pack and edition that it is of, and its text."""

    def resolved(self, name: str) -> str:
        return self.layers.place(name)

    def other(self, file: str) -> str | None:
        """Text of the topmost further file of this name; only papers that go out may be worded by one."""
        _, text = self._others.get(file, ("", None))
        return text

    def _version(self, code: str) -> str:
        sources = self.sources(f"{code}.html")
        titles = self._titles_in(code, sources)
        taking_part = {source.rpartition("/")[0] for source in sources} - {""}
        others = self._others if CATALOGUE[code].external else {}
        taking_part |= {layer for layer, _ in others.values()}
        taking_part |= {
            f"{pack.name}@{edition.since}" for pack, edition in self.edited if titles.keys() & edition.titles.keys()
        }
        if not taking_part:
            return super()._version(code)
        worded = sorted((file, text) for file, (_, text) in others.items())
        texts = (*((name, self.source(name)) for name in sources), *sorted(titles.items()), *worded)
        named = (f"{pack.name}@{edition.since}" for pack, edition in self.edited)
        return "/".join((digest_of(code, texts), *(layer for layer in named if layer in taking_part)))

    def _titles_in(self, code: str, sources: tuple[str, ...]) -> Mapping[str, str]:
        """Titles changed by packs that the paper bears or names."""
        kind = CATALOGUE[code]
        said = {kind.title, *(occasion.title for occasion in kind.occasions if occasion.title)}
        for source in sources:
            said |= _titled_in(self.source(source))
        return {title: self.title(title) for title in said if self.title(title) != title}


@cache
def _titled_in(text: str) -> frozenset[str]:
    """Titles of papers that a template names with ``titled``."""
    filters = (node for node in parsed(text).find_all(nodes.Filter) if node.name == "titled")
    return frozenset(node.node.value for node in filters if isinstance(node.node, nodes.Const))
