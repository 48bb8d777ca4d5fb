"""The decision document, beside plain WeasyPrint on the same HTML; starting the process stands apart."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from bench.target import Goal, Target
from bench.world import prepare


@dataclass(frozen=True, kw_only=True)
class PdfTarget(Target):
    """Renders the document; `plain` without our process, tags and archive metadata."""

    plain: bool
    pieces: int = 3

    def measure(self, data: dict[str, Any], address: tuple[str, int]) -> list[float]:
        """Return the seconds of each rendering."""
        return [self._plain(data) if self.plain else self._ours(data) for _piece in range(self.pieces)]

    def once(self, data: dict[str, Any]) -> None:
        """A document is made of words given: no statement."""

    @staticmethod
    def _plain(data: dict[str, Any]) -> float:
        from pathlib import Path

        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        from decisions.pdf import STYLESHEETS

        root = Path(__file__).resolve().parents[2] / "static"
        began = time.perf_counter()
        fonts = FontConfiguration()
        sheets = [CSS(filename=str(root / name), font_config=fonts) for name in STYLESHEETS]
        HTML(string=data["pdf"]["html"]).write_pdf(stylesheets=sheets, font_config=fonts)
        return time.perf_counter() - began

    @staticmethod
    def _ours(data: dict[str, Any]) -> float:
        from decisions.pdf import STYLESHEETS
        from servicelofte.common.pdf import render_pdf_report

        made = render_pdf_report(
            data["pdf"]["html"], language="sv", title=data["pdf"]["title"], stylesheets=STYLESHEETS
        )
        return made.seconds


PLAIN = PdfTarget(
    name="pdf_plain", what="plain WeasyPrint on the decision document", prepare=prepare, plain=True
)
DECISION = PdfTarget(
    name="pdf_decision",
    what="the decision document, tagged and archivable, in its own process",
    goal=Goal("pdf_plain", at_most=1.25),
    prepare=prepare,
    plain=False,
)
