"""Run all benchmarks, or those named, and print what they found.

    python -m benchmarks [NAME...]

A benchmark is a module of this folder with a function `run` that returns rows. Exits with 1 where a
target is missed.
"""

import importlib
import sys

from benchmarks.rows import Row

BENCHMARKS = (
    "keys",
    "dataset",
    "retrieval",
    "statements",
    "suggestions",
    "clusters",
    "agreement",
    "reviewing",
)


def main(names: list[str]) -> int:
    """Print the table; 1 where a target is missed."""
    if unknown := sorted(set(names) - set(BENCHMARKS)):
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names or BENCHMARKS:
        print(f"measuring: {name} ...", file=sys.stderr)
        rows += importlib.import_module(f"benchmarks.{name}").run()
    table = [("what", "figure", "target", "met"), *map(_cells, rows)]
    widths = [max(len(row[i]) for row in table) for i in range(4)]
    for what, figure, target, met in table:
        print(f"{what:<{widths[0]}}  {figure:>{widths[1]}}  {target:>{widths[2]}}  {met}".rstrip())
    return int(any(row.met is False for row in rows))


def _cells(row: Row) -> tuple[str, str, str, str]:
    met = {True: "yes", False: "NO", None: ""}[row.met]
    target = "" if row.target is None else f"{row.target:,g} {row.unit}"
    digits = 2 if row.unit == "s" else 1
    return row.what, row.said or f"{row.figure:,.{digits}f} {row.unit}", target, met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
