"""Makes one PDF in a process of its own and ends. Run by path, so that neither settings nor database are loaded.

Reads a request as JSON from standard input, writes ``out.pdf`` into the working folder it is given and a short
report as JSON to standard output. What the caller must be able to rely on is set here before anything is parsed:
limits on memory, time and file size, and a hook that lets no connection out and starts no program.
"""

import contextlib
import errno
import json
import resource
import sys
import time
from base64 import b64decode
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

REFUSALS_KEPT = 20
VARIANT = "pdf/a-2a"
UA_CLAIM = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_CONNECTIONS = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty")
_FORBIDDEN_EVENTS = frozenset((*_CONNECTIONS, *_PROGRAMS))
# It starts programs, for multiprocessing too, and raises no event when it does.
_SILENT = "_posixsubprocess"


class _Refused(ValueError):
    """An address that this document may not read."""


def limit_process(*, memory: int, seconds: int, file_size: int) -> None:
    """Limit private memory and written files in bytes and processor time in seconds, for good.

    The data limit counts heap and anonymous mappings, not the fonts and libraries that are mapped from files; a
    limit on the address space would count those too and stop honest documents.
    """
    for kind, amount in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        # A system that does not know a limit, or already holds a stricter one, keeps its own.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def forbid_connections_and_programs(refused: list[str]) -> None:
    """Let no code in this process open a connection or start a program, whatever asks for it."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN_EVENTS or (event == "import" and arguments[0] == _SILENT):
            refused.append(event)
            raise PermissionError(f"Not allowed while a document is made: {event}")

    # Libraries may import subprocess, whose own event is refused; nobody else gets at what it calls.
    import_module("subprocess")
    sys.modules.pop(_SILENT, None)
    sys.addaudithook(refuse)


def allowed_file(url: str, roots: list[Path]) -> Path | None:
    """The file behind a ``file:`` address if it is a style sheet or font below one of ``roots``."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(url2pathname(parts.path)).resolve()
    inside = any(path.is_relative_to(root) for root in roots)
    return path if inside and path.suffix in (".css", ".woff2") and path.is_file() else None


def make_fetcher(assets: dict[str, bytes], roots: list[Path], refused: list[str]) -> Any:
    """A fetcher that knows the given assets by name, the bundled styles and fonts, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class BundledFetcher(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("asset:") and (content := assets.get(url.removeprefix("asset:"))) is not None:
                return URLFetcherResponse(url, content)
            if path := allowed_file(url, roots):
                kind = "text/css" if path.suffix == ".css" else "font/woff2"
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
            if len(refused) < REFUSALS_KEPT:
                refused.append(url[:200])
            raise _Refused("This address is not part of the document")

    return BundledFetcher()


def make_pdf(request: dict[str, Any], assets: dict[str, bytes], refused: list[str]) -> bytes:
    """Lay the HTML out as tagged PDF/A-2a, with the bundled style sheets and nothing from outside."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    tag_languages()
    fetcher = make_fetcher(assets, [Path(root).resolve() for root in request["roots"]], refused)
    fonts = FontConfiguration()
    styles = [CSS(filename=name, url_fetcher=fetcher, font_config=fonts) for name in request["stylesheets"]]
    html = HTML(string=request["html"], url_fetcher=fetcher)
    document = html.render(font_config=fonts, stylesheets=styles, pdf_variant=VARIANT, output_intent="srgb")
    document.metadata.title = request["title"]
    document.metadata.lang = request["language"]
    return document.write_pdf(pdf_variant=VARIANT, finisher=name_links)


def tag_languages() -> None:
    """Say of every tagged part that is in another language which one it is (PDF/UA-1, 7.2), from its `lang`.

    The renderer writes the language of the whole document only, so what it builds of a box is marked on its way.
    """
    from pydyf import String
    from weasyprint.pdf import tags

    build = tags._build_box_tree

    def with_language(box: Any, *rest: Any) -> Any:
        element = getattr(box, "_box", box).element
        language = None if element is None or element.tag == "html" else element.get("lang")
        for part in build(box, *rest):
            if language:
                part["Lang"] = String(language)
            yield part

    tags._build_box_tree = with_language


def name_links(document: Any, pdf: Any) -> None:
    """Give every link its words as description, where the renderer would put the bare address (PDF/UA-1, 7.18.5)."""
    from pydyf import String

    for page in document.pages:
        for box in page._page_box.descendants():
            if not (box.link_annotation and "Contents" in box.link_annotation and box.element is not None):
                continue
            words = box.element.get("aria-label") or " ".join("".join(box.element.itertext()).split())
            if words:
                box.link_annotation["Contents"] = String(words)


def scope_headers(document: Any) -> None:
    """Say of every heading cell whether it heads a column or a row (PDF/UA-1, 7.5), and list the cells by their ids.

    The renderer gives cells their headings by id, yet leaves out the list that those ids are looked up in.
    """
    import pikepdf

    cells = [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
    ]
    named = []
    for cell in cells:
        in_head = cell.P.P.S == "/THead" if "/P" in cell.P else False
        cell.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
        if "/ID" in cell:
            named.append((bytes(cell.ID), cell))
    if named:
        tree = pikepdf.Dictionary(
            Names=[part for pair in sorted(named, key=lambda pair: pair[0]) for part in pair]
        )
        document.Root.StructTreeRoot.IDTree = document.make_indirect(tree)


def claim_accessibility(pdf: bytes) -> bytes:
    """Add the PDF/UA-1 claim to the metadata, with the schema that PDF/A asks of every foreign property."""
    from io import BytesIO

    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        scope_headers(document)
        metadata = document.Root.Metadata.read_bytes()
        document.Root.Metadata.write(metadata.replace(b"</rdf:RDF>", UA_CLAIM.encode() + b"</rdf:RDF>", 1))
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _silence_warnings() -> None:
    """Keep what the renderer says about hostile markup out of the caller's log: it quotes the text."""
    import logging

    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Do one request and say how it went: ``ok`` or ``error``, the addresses refused, and the seconds it took."""
    refused: list[str] = []
    assets = {name: b64decode(content) for name, content in request["assets"].items()}
    for name in ("weasyprint", "weasyprint.pdf", "pikepdf"):
        import_module(name)
    _silence_warnings()
    forbid_connections_and_programs(refused)
    started = time.monotonic()
    report: dict[str, Any] = {"refused": refused}
    try:
        limit_process(memory=request["memory"], seconds=request["seconds"], file_size=request["file_size"])
        finished = claim_accessibility(make_pdf(request, assets, refused))
        Path(request["folder"], "out.pdf").write_bytes(finished)
    except MemoryError:
        return report | {"error": "memory"}
    except OSError as error:
        return report | {
            "error": "size" if error.errno == errno.EFBIG else "failed",
            "detail": type(error).__name__,
        }
    except Exception as error:
        return report | {"error": "failed", "detail": type(error).__name__}
    return report | {"ok": True, "seconds": round(time.monotonic() - started, 3)}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
