"""Says when the processor is idle, so that no target pays for the one before it."""

from __future__ import annotations

import os
import time
from pathlib import Path

BUSY_ENOUGH = 0.08
PATIENCE_SECONDS = 30


def wait_until_idle() -> bool:
    """Return True once the processors were nearly idle for half a second, False when patience ends first."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        before = _ticks()
        time.sleep(0.5)
        after = _ticks()
        total = sum(after) - sum(before)
        if total and 1 - (after[3] - before[3]) / total < BUSY_ENOUGH:
            return True
    return False


def describe() -> dict[str, str | int]:
    """Return what the figures were measured on."""
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    model = next(
        (line.split(":")[1].strip() for line in text.splitlines() if "model name" in line), "unknown"
    )
    return {"processor": model, "cores": os.cpu_count() or 1}


def _ticks() -> list[int]:
    return [int(part) for part in Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:9]]
