"""How long desk and API take at a hundred thousand cases: ``python benchmarks/web.py``; see README.md beside it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from advance import machine
from web_measure import THINK_S, databases, measure, table


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=100_000, help="cases planted")
    arguments.add_argument(
        "--seconds",
        type=float,
        default=10.0,
        help="for which each kind is asked for alone; the mixed pass takes as long as all of them",
    )
    arguments.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    arguments.add_argument("--users", type=int, default=8, help="who ask at the same time")
    arguments.add_argument(
        "--stores", type=Path, metavar="DIR", help="keep the databases in this folder, and use those that stand there"
    )
    arguments.add_argument("--workers", type=int, default=2, help="processes of the server, as `zhifa serve --workers`")
    arguments.add_argument("--json", action="store_true", help="print JSON for programs")
    given = arguments.parse_args()
    with databases(given.database, given.stores) as found:
        measured = [
            measure(name, url, cases=given.cases, users=given.users, seconds=given.seconds, workers=given.workers, say=lambda line: print(line, file=sys.stderr))
            for name, url in found.items()
        ]  # fmt: skip
    told = {
        **machine(),
        "cases": str(given.cases),
        "users": str(given.users),
        "workers": str(given.workers),
        "think": f"{THINK_S} s where mixed",
    }
    if given.json:
        lines = [{"database": one.database, "lines": one.lines(), "wrong": one.wrong} for one in measured]
        print(json.dumps({"machine": told, "databases": lines}, ensure_ascii=False, indent=1))
    else:
        print("  ".join(f"{name}: {value}" for name, value in told.items()))
        for one in measured:
            print("", *table(one), sep="\n")
    if any(one.wrong for one in measured):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
