"""Figures into ratios, a table and bench/results.json."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from bench.target import Target

RESULTS = Path(__file__).resolve().parent / "results.json"


def summarise(
    targets: list[Target], rounds: dict[str, list[float]], statements: dict[str, int]
) -> list[dict[str, Any]]:
    """Return one row a target: medians in milliseconds, ratio against another target of the same run, goal."""
    rows = []
    for target in targets:
        seconds = median(rounds[target.name])
        row: dict[str, Any] = {
            "name": target.name,
            "what": target.what,
            "milliseconds": round(seconds * 1000, 3),
            "rounds": [round(value * 1000, 3) for value in rounds[target.name]],
            "statements": statements[target.name],
        }
        if target.goal:
            ratio = target.goal.ratio(seconds, median(rounds[target.goal.against]))
            met = target.goal.is_met(ratio, statements[target.name])
            row |= {"ratio": round(ratio, 3), "goal": str(target.goal), "met": met}
        rows.append(row)
    return rows


def write(rows: list[dict[str, Any]], about: dict[str, Any]) -> None:
    """Write the figures of this run to bench/results.json."""
    RESULTS.write_text(
        json.dumps({**about, "targets": rows}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as a table for the console."""
    lines = [f"{'target':<22} {'ms':>10} {'SQL':>4} {'ratio':>8}  goal", "-" * 88]
    for row in rows:
        ratio = f"{row['ratio']:.2f}" if "ratio" in row else ""
        goal = f"{row['goal']}: {'met' if row['met'] else 'MISSED'}" if "goal" in row else ""
        lines.append(
            f"{row['name']:<22} {row['milliseconds']:>10.3f} {row['statements']:>4} {ratio:>8}  {goal}"
        )
    return "\n".join(lines)
