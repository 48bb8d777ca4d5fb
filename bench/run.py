"""Measures every target, or those named, and prints and writes the ratios of this one run."""

from __future__ import annotations

import sys
from statistics import median
from typing import Any

from bench import machine, report, server
from bench.target import Target

ROUNDS = 3


def chosen(targets: list[Target], names: list[str]) -> list[Target]:
    """Return the targets named and those they are compared with, in their order; all when none is named."""
    known = {target.name: target for target in targets}
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SystemExit(f"No such target: {', '.join(unknown)}. There are: {', '.join(known)}")
    wanted = set(names or known)
    while more := {goal.against for name in wanted if (goal := known[name].goal)} - wanted:
        wanted |= more
    return [target for target in targets if target.name in wanted]


def gather_statistics() -> None:
    """Do what a database does by itself within a minute: without it a plan is made for tables that were empty."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def count_statements(target: Target, data: dict[str, Any]) -> int:
    """Return the SQL statements of one piece of work in this process, transactions' own included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    target.once(data)  # what a process looks up once does not count
    with CaptureQueriesContext(connection) as context:
        target.once(data)
    return len(context)


def measure(targets: list[Target], data: dict[str, Any]) -> tuple[dict[str, list[float]], bool]:
    """Return the median seconds of each round of each target, and whether the machine was idle in between."""
    rounds: dict[str, list[float]] = {target.name: [] for target in targets}
    quiet = True
    with server.running() as address:
        for number in range(ROUNDS):
            for target in targets:
                quiet = machine.wait_until_idle() and quiet
                rounds[target.name].append(median(target.measure(data, address)))
                print(
                    f"round {number + 1}  {target.name:<22} {rounds[target.name][-1] * 1000:10.3f} ms",
                    flush=True,
                )
    return rounds, quiet


def main() -> int:
    """Prepare, measure and report; the exit code does not judge the goals."""
    database = server.set_environment()
    import django

    django.setup()
    from django.core.management import call_command

    from bench.targets import ALL

    targets = chosen(ALL, sys.argv[1:])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    data: dict[str, Any] = {}
    for target in targets:
        target.prepare(data)
    gather_statistics()
    rounds, quiet = measure(targets, data)
    statements = {target.name: count_statements(target, data) for target in targets}
    rows = report.summarise(targets, rounds, statements)
    report.write(rows, {"database": database, "machine": machine.describe(), "idle_between_targets": quiet})
    print(f"\n{database}, medians of {ROUNDS} rounds\n{report.table(rows)}")
    if not quiet:
        print("The machine was not idle between targets: the ratios are worth less.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
