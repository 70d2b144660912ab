"""The days off that the law itself gives to all citizens, before any notice spreads them.

全国年节及纪念日放假办法 as revised by 国务院令第795号, in force since 2025-01-01: 元旦 1, 春节 4 (除夕 to 初三), 清明节 1,
劳动节 2, 端午节 1, 中秋节 1, 国庆节 3. The lunar days and 清明 come from the holidays package.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Final, NamedTuple

__all__ = ["FIRST_UNDER_PRESENT_LAW", "LAST_YEAR", "Festival", "computed_from", "festivals", "statutory_days"]

FIRST_UNDER_PRESENT_LAW: Final = 2025
"""The first whole year under the present law; before, it gave fewer days."""

LAST_YEAR: Final = 2099
"""The last year whose lunar days and 清明 are known, hence the last for which the calendar answers at all."""

_DAY: Final = timedelta(days=1)


class Festival(NamedTuple):
    """A festival of the law and its days off in one year."""

    name: str
    days: tuple[date, ...]


@cache
def festivals(year: int) -> tuple[Festival, ...]:
    """The seven festivals of a year with their thirteen days; of two that meet on a day, both have it."""
    new_year, tomb_sweeping, dragon_boat, mid_autumn = _computed(year)
    return (
        Festival("元旦", (date(year, 1, 1),)),
        Festival("春节", tuple(new_year + offset * _DAY for offset in range(-1, 3))),
        Festival("清明节", (tomb_sweeping,)),
        Festival("劳动节", (date(year, 5, 1), date(year, 5, 2))),
        Festival("端午节", (dragon_boat,)),
        Festival("中秋节", (mid_autumn,)),
        Festival("国庆节", (date(year, 10, 1), date(year, 10, 2), date(year, 10, 3))),
    )


@cache
def statutory_days(year: int) -> Mapping[date, str]:
    """The days off of a year, each with its festival or festivals."""
    named: dict[date, list[str]] = {}
    for festival in festivals(year):
        for day in festival.days:
            named.setdefault(day, []).append(festival.name)
    return {day: "、".join(names) for day, names in named.items()}


@cache
def computed_from() -> str:
    """The package that the lunar days come from, and its version."""
    return f"holidays {version('holidays')}"


def _computed(year: int) -> tuple[date, ...]:
    """正月初一, 清明, 五月初五 and 八月十五 of a year under the present law. Raises ValueError for any other year."""
    if not FIRST_UNDER_PRESENT_LAW <= year <= LAST_YEAR:
        raise ValueError(f"year={year}: festivals are computed for the years {FIRST_UNDER_PRESENT_LAW} to {LAST_YEAR}")
    from holidays import country_holidays  # slow to load, and needed only for a year that nobody has announced

    # Without substitution: only what the law says, whatever notices a later release of the package knows.
    named = country_holidays("CN", years=year, observed=False, expand=False, language="zh_CN")
    return tuple(min(named.get_named(name, lookup="exact")) for name in ("春节", "清明节", "端午节", "中秋节"))
