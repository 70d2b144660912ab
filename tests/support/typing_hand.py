"""Types facts into the form of a step, field by field, in a browser: rows come by 添加一项, optional parts by 填写…, ways by choosing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Page
from pydantic import BaseModel

from zhifa.web.desk.forms.tree import ROOT, Choice, Field, Group, Leaf, Many, fields_of
from zhifa.web.desk.forms.values import written_value

_DRAWN = "#act-form:not([data-old])"


def type_in(page: Page, form: type[BaseModel], facts: Mapping[str, Any]) -> None:
    """Fill in the form that the page shows. What the page has put in already stays, unless the facts say otherwise."""
    _Hand(page).group(fields_of(form), facts, ROOT)


class _Hand:
    def __init__(self, page: Page) -> None:
        self._page = page

    def group(self, group: Group, facts: Mapping[str, Any], name: str) -> None:
        assert facts.keys() <= {field.name for field in group.fields} | {"kind", "method"}, f"{name}: {sorted(facts)}"
        for field in group.fields:
            if facts.get(field.name) is not None:
                self._field(field, facts[field.name], f"{name}.{field.name}")

    def _field(self, field: Field, value: Any, name: str) -> None:
        match field:
            case Leaf():
                self._leaf(field, value, name)
            case Many():
                self._many(field, value, name)
            case Group():
                if not field.required and not self._there(name):
                    self._press("add", name)
                self.group(field, value, name)
            case Choice():
                self._choice(field, value, name)

    def _leaf(self, leaf: Leaf, value: Any, name: str) -> None:
        text, named = written_value(leaf, value), self._page.locator(f'[name="{name}"]')
        kind = named.first.evaluate("one => one.type")
        if kind in ("radio", "checkbox"):
            self._page.check(f'[name="{name}"][value="{text}"]')
        elif kind == "select-one":
            named.select_option(text)
        else:
            named.fill(text)

    def _many(self, many: Many, rows: list[Any], name: str) -> None:
        if self._page.locator(f'input[type=checkbox][name="{name}.0"]').count():
            for value in rows:
                self._page.check(f'input[type=checkbox][name^="{name}."][value="{value}"]')
            return
        while self._there(f"{name}.{len(rows)}"):
            self._press("remove", f"{name}.{len(rows)}")
        for number, row in enumerate(rows):
            if not self._there(f"{name}.{number}"):
                self._press("add", name)
            self._field(many.item, row, f"{name}.{number}")

    def _choice(self, choice: Choice, value: Mapping[str, Any], name: str) -> None:
        tag = self._page.locator(f'select[name="{name}.{choice.tag}"]')
        chosen = choice.chosen(value[choice.tag])
        assert chosen is not None, f"{name}: {value}"
        if tag.input_value() != value[choice.tag]:
            self._redrawn(lambda: tag.select_option(value[choice.tag]))
        self.group(chosen, value, name)

    def _there(self, name: str) -> bool:
        return bool(self._page.locator(f'#act-form [name="{name}"], #act-form [name^="{name}."]').count())

    def _press(self, what: str, name: str) -> None:
        self._redrawn(lambda: self._page.click(f'button[name={what}][value="{name}"]'))

    def _redrawn(self, act: Callable[[], object]) -> None:
        """Until the form has come anew."""
        self._page.evaluate("() => { document.getElementById('act-form').dataset.old = 'yes' }")
        act()
        self._page.wait_for_selector(_DRAWN, state="attached")
