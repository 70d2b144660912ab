"""What may be amiss with benchmarks that were brought in before the statute or the superior's benchmark changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from zhifa.engine.books.discretion import BENCHMARK, STATUTORY_RANGE
from zhifa.engine.books.finding import Finding
from zhifa.engine.books.fitting import Standing, misfits, unchecked
from zhifa.engine.register import Register


def tiers_unfit(register: Register, day: date) -> Iterator[Finding]:
    """Benchmarks in force that fit neither one another nor what the register now says of statute and superior (S4-06)."""
    standing = Standing.of({book.name: register.shelf.lines(book.name) for book in (BENCHMARK, STATUTORY_RANGE)})
    for code in standing.benchmarks:
        for misfit in misfits(code, standing, day):
            tiers = "、".join(dict.fromkeys(f"“{line.body['tier']}”" for line in misfit.lines))
            text = f"裁量基准 {code} 的阶次{tiers}：{misfit.rule}"
            yield Finding(book=BENCHMARK.name, text=text, article=BENCHMARK.article, level="fault")


def tiers_unchecked(register: Register, day: date) -> Iterator[Finding]:
    """Benchmarks of fines whose statute is not on the register."""
    shelf = register.shelf
    for tier in unchecked(shelf.values(BENCHMARK, day), shelf.values(STATUTORY_RANGE, day)):
        text = f"裁量基准 {tier.code} 所依据的《{tier.law}》{tier.article}：法定幅度没有录入，不能核对"
        yield Finding(book=STATUTORY_RANGE.name, text=text, article=BENCHMARK.article)


DISCRETION_LOOKS: Final = (tiers_unfit, tiers_unchecked)
