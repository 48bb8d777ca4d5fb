"""Prints which tests show which requirement; fails while a must has none (`--due-now`: a must that is due today).

Tests are found by reading their source, so that nothing has to be installed or imported.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| (\d+) \| ([MS]) \| (.+?) \| .+? \| (now|later) \|$", flags=re.M)


class Requirement(NamedTuple):
    """One row of docs/requirements.md."""

    number: int
    must: bool
    words: str
    due_now: bool


def requirements() -> list[Requirement]:
    """Return the rows of docs/requirements.md in their order."""
    text = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    return [
        Requirement(int(number), kind == "M", words, due == "now")
        for number, kind, words, due in ROW.findall(text)
    ]


def tests_by_number() -> dict[int, list[str]]:
    """Return the tests, as `path::name`, by the requirement numbers they carry."""
    found = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        whole_file = set(_numbers(_pytestmark(tree)))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for number in sorted(whole_file | set(_numbers(node.decorator_list))):
                    found[number].append(f"{path.relative_to(ROOT)}::{node.name}")
    return dict(found)


def _pytestmark(tree: ast.Module) -> list[ast.expr]:
    marks: list[ast.expr] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            getattr(name, "id", "") == "pytestmark" for name in node.targets
        ):
            marks += node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
    return marks


def _numbers(marks: list[ast.expr]) -> Iterator[int]:
    for mark in marks:
        if isinstance(mark, ast.Call) and getattr(mark.func, "attr", "") == "requirement":
            values = (argument.value for argument in mark.args if isinstance(argument, ast.Constant))
            yield from (value for value in values if isinstance(value, int))


def main() -> int:
    """Print the table; return 1 when a must has no test or a test carries a number that does not exist."""
    only_due = "--due-now" in sys.argv[1:]
    rows, tests = requirements(), tests_by_number()
    for row in rows:
        print(f"{row.number:>3} {'M' if row.must else 'S'} {row.words}")
        for test in tests.get(row.number, []):
            print(f"      {test}")
    bare = [
        row.number for row in rows if row.must and (row.due_now or not only_due) and row.number not in tests
    ]
    unknown = sorted(set(tests) - {row.number for row in rows})
    shown = sum(row.number in tests for row in rows)
    print(f"\n{shown} of {len(rows)} requirements have tests.")
    if unknown:
        print(f"Numbers that docs/requirements.md does not have: {', '.join(map(str, unknown))}")
    if bare:
        print(f"{'Due now' if only_due else 'Musts'} without a test: {', '.join(map(str, bare))}")
    return 1 if bare or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
