"""PDF documents: tagged, archivable, and made in a process of their own that hostile text cannot use.

The renderer sees the given HTML, the bundled style sheets and fonts, and the assets given by name. It opens no
connection and no other file, and it ends when its time or its memory ends; the caller goes on either way.
"""

import base64
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from servicelofte.common.errors import DomainError

logger = logging.getLogger(__name__)

STATIC_ROOT = Path(__file__).resolve().parents[2] / "static"
WORKER = Path(__file__).with_name("pdf_worker.py")
DEFAULT_STYLESHEETS = ("css/pdf.css",)
MEGABYTE = 1024 * 1024

_MESSAGES: dict[str, str | Promise] = {
    "timeout": _("The document took too long to make. Shorten the longest text in it and try again."),
    "memory": _("The document is too large to make. Shorten the longest text in it and try again."),
    "size": _("The document became too large to keep. Leave out some pictures and try again."),
    "refused": _(
        "The document refers to something outside itself. Remove the pictures and links to files in its text."
    ),
    "failed": _("The document could not be made. Try again; if that does not help, tell the administrator."),
}
_KILLED_FOR: dict[int, str] = {signal.SIGXCPU: "timeout", signal.SIGABRT: "memory", signal.SIGTRAP: "memory"}


class PdfError(DomainError):
    """A document was not made.

    ``reason`` is ``timeout``, ``memory``, ``size``, ``refused`` or ``failed``; ``refused`` lists the addresses that
    the document asked for and was not given; the message tells a person what to do.
    """

    def __init__(self, reason: str, *, refused: Sequence[str] = ()) -> None:
        super().__init__(_MESSAGES[reason])
        self.reason = reason
        self.refused = tuple(refused)


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """How much one document may use: wall clock in seconds, private memory and finished size in bytes.

    With the libraries that are mapped from files a process of 480 MB stays below 512 MB.
    """

    seconds: int = 60
    memory: int = 480 * MEGABYTE
    size: int = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A finished document, the addresses it was not given, and the seconds it took without the process's start."""

    content: bytes
    refused: tuple[str, ...]
    seconds: float


def render_pdf(
    html: str,
    *,
    language: str,
    title: str,
    stylesheets: Sequence[str] = DEFAULT_STYLESHEETS,
    assets: Mapping[str, bytes] | None = None,
    limits: PdfLimits | None = None,
) -> bytes:
    """The bytes of a tagged PDF/A-2a that also claims PDF/UA-1, in one language.

    ``html`` is a whole document (``templates/pdf/base.html``); ``language`` and ``title`` become those of the PDF.
    ``stylesheets`` are names below ``static/``; ``assets`` are reached from the HTML as ``asset:<name>``.

    Raises ``PdfError`` when a limit is reached, and when the document asks for anything else than its assets.
    """
    made = render_pdf_report(
        html, language=language, title=title, stylesheets=stylesheets, assets=assets, limits=limits
    )
    if made.refused:
        raise PdfError("refused", refused=made.refused)
    return made.content


def render_pdf_report(
    html: str,
    *,
    language: str,
    title: str,
    stylesheets: Sequence[str] = DEFAULT_STYLESHEETS,
    assets: Mapping[str, bytes] | None = None,
    limits: PdfLimits | None = None,
) -> RenderedPdf:
    """As ``render_pdf``, but what was refused is left out of the document and reported instead of raised."""
    limits = limits or PdfLimits()
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        request = {
            "html": html,
            "language": language,
            "title": title,
            "stylesheets": [str(STATIC_ROOT / name) for name in stylesheets],
            "roots": [str(STATIC_ROOT / "css"), str(STATIC_ROOT / "vendor" / "fonts")],
            "assets": {name: base64.b64encode(content).decode() for name, content in (assets or {}).items()},
            "memory": limits.memory,
            "seconds": limits.seconds,
            "file_size": limits.size,
            "folder": folder,
        }
        report = _run_worker(request, folder=Path(folder), seconds=limits.seconds)
        refused = tuple(report.get("refused", ()))
        if refused:
            logger.warning("A document asked for what it was not given: %s", refused)
        if "ok" not in report:
            logger.error("A document was not made: %s", report.get("detail") or report["error"])
            raise PdfError(report["error"], refused=refused)
        return RenderedPdf(Path(folder, "out.pdf").read_bytes(), refused, report["seconds"])


def _run_worker(request: dict[str, Any], *, folder: Path, seconds: int) -> dict[str, Any]:
    """Run the worker to its end or to the end of its time, and read its report."""
    with (folder / "stderr").open("wb") as errors:
        worker = subprocess.Popen(
            [sys.executable, "-I", str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(folder),
            cwd=folder,
            start_new_session=True,
        )
        try:
            answer, _unused = worker.communicate(json.dumps(request).encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            return {"error": "timeout"}
        finally:
            _end(worker)
    if worker.returncode == 0:
        return json.loads(answer)
    reason = _KILLED_FOR.get(-worker.returncode, "failed")
    said = (folder / "stderr").read_bytes()[-500:].decode(errors="replace").strip()
    return {"error": reason, "detail": f"{reason}, exit {worker.returncode}. {said}".strip()}


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Kill the worker if it still runs, and wait for it so that none is left behind."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    for stream in (worker.stdin, worker.stdout):
        if stream:
            stream.close()


def _environment(folder: Path) -> dict[str, str]:
    """What the worker may know of its surroundings: none of the product's secrets, and a folder that goes with it."""
    kept = ("PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
    inherited = {name: os.environ[name] for name in kept if name in os.environ}
    # A fixed date for the embedded fonts: the same document has the same bytes.
    return {**inherited, "LANG": "C.UTF-8", "TMPDIR": str(folder), "SOURCE_DATE_EPOCH": "0"}
