"""Documents are accessible and archivable, and hostile text in them neither gets out nor takes others along."""

import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pypdf
import pytest
from django.template.loader import render_to_string

from projects.wheel import Band, Sector, WheelData, WheelVariant, draw_wheel
from servicelofte.common.pdf import MEGABYTE, WORKER, PdfError, PdfLimits, render_pdf, render_pdf_report
from servicelofte.common.svg import LIGHT

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
HOSTILE_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    b'<style>@import url("file:///etc/hostname");</style><image href="file:///etc/passwd" width="5" height="5"/></svg>'
)


def make_html(body: str, *, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'


@pytest.fixture(scope="module")
def decision() -> pikepdf.Pdf:
    """A document with everything that ours have, made once."""
    names = ("availability", "accessibility", "quality", "effectiveness", "integration")
    sectors = tuple(Sector(name, name.title(), Band(2, "We do."), Band(1, "I get.")) for name in names)
    wheel = WheelData("Hjälp i rätt tid", "sv", "Anordnaren", "Invånaren", sectors)
    drawing = draw_wheel(wheel, variant=WheelVariant.PRINT, palette=LIGHT)
    table = "<table><tr><th scope=col>Löfte<th scope=col>Mål<tr><th scope=row>A<td>B</table>"
    picture = '<img src="asset:pixel.png" alt="En punkt" width="40" height="40">'
    body = (
        f'<h1>Beslut</h1><p>Läs <a href="https://example.org/plan">hela planen</a>. Čájet đŋŧ.</p>'
        f'<figure>{drawing}</figure>{table}{picture}<h2>Uppföljning</h2><p lang="fi">Suomeksi.</p>'
        f'<p>Ordet <span lang="se">giella</span>.</p><ul><li lang="en">In English.</li></ul>'
    )
    values = {
        "language": "sv",
        "title": "Servicelöfte 2027–2029",
        "author": "Exempelområdet",
        "footer": "§ 7",
    }
    base = render_to_string("pdf/base.html", values)
    html = base.replace("<main>", f"<main>{body}")
    content = render_pdf(html, language="sv", title="Servicelöfte 2027–2029", assets={"pixel.png": PIXEL})
    return pikepdf.open(io.BytesIO(content))


def as_bytes(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def structure(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind
    ]


@pytest.mark.requirement(8)
def test_document_is_tagged_and_knows_its_language_and_title(decision):
    assert decision.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in decision.Root
    assert str(decision.Root.Lang) == "sv"
    assert str(decision.docinfo["/Title"]) == "Servicelöfte 2027–2029"
    assert decision.Root.ViewerPreferences.DisplayDocTitle
    for kind in ("/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/Link", "/Figure"):
        assert structure(decision, kind), kind


@pytest.mark.requirement(8)
def test_words_in_another_language_are_tagged_with_it(decision):
    tagged = [item for item in decision.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
    marked = {(str(item.S), str(item.Lang)) for item in tagged if "/Lang" in item}
    assert {("/P", "fi"), ("/Span", "se"), ("/LI", "en")} <= marked
    assert ("/P", "sv") not in marked


def test_document_claims_archive_and_accessibility_with_the_schema_of_the_claim(decision):
    with decision.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Servicelöfte 2027–2029"
    assert b"pdfaExtension:schemas" in decision.Root.Metadata.read_bytes()
    assert "/Filter" not in decision.Root.Metadata
    assert [str(intent.S) for intent in decision.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert "/ID" in decision.trailer


def test_document_has_bookmarks_of_its_headings(decision):
    outline = pypdf.PdfReader(io.BytesIO(as_bytes(decision))).outline
    assert outline[0]["/Title"] == "Beslut"
    assert outline[1][0]["/Title"] == "Uppföljning"


def test_every_figure_has_words_in_its_place(decision):
    words = [str(figure.Alt) for figure in structure(decision, "/Figure")]
    assert any("Hjälp i rätt tid" in text and "Quality" in text for text in words)
    assert "En punkt" in words


def test_link_is_described_by_its_words(decision):
    links = [annotation for page in decision.pages for annotation in page.get("/Annots", [])]
    assert [str(link.Contents) for link in links] == ["hela planen"]


def test_every_font_is_embedded_and_ours(decision):
    descriptors = [
        item for item in decision.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
    ]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(item.keys()) for item in descriptors if "/FontBBox" in item)
    assert {str(item.FontName).split("+")[-1][:8] for item in descriptors} == {"Source-S"}
    assert any("Extended" in str(item.FontName) for item in descriptors)


def test_no_picture_is_smoothed_which_archives_forbid(decision):
    streams = [item for item in decision.objects if isinstance(item, pikepdf.Stream)]
    assert not any(stream.get("/Interpolate", False) for stream in streams)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_document_is_sound(decision, tmp_path):
    path = tmp_path / "decision.pdf"
    path.write_bytes(as_bytes(decision))
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0


def test_same_document_has_the_same_bytes():
    html = make_html("<h1>Once</h1>")
    one, other = (render_pdf(html, language="en", title="T") for _attempt in range(2))
    assert one == other


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server that must never be asked, redirecting whoever comes to a file."""
    asked: list[str] = []

    class Redirect(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Redirect)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<img src="{trap}/picture.png" alt="x">'),
        ("", '<img src="file:///etc/passwd" alt="x">'),
        ("", '<img src="data:image/svg+xml,%3Csvg/%3E" alt="x">'),
        ("", '<a rel="attachment" href="file:///etc/passwd">x</a>'),
        ("", '<object data="{trap}/x.svg"></object>'),
        ("", '<embed src="file:///etc/passwd">'),
        ("", '<svg width="9" height="9"><image href="{trap}/x.png" width="9" height="9"/></svg>'),
        ("", "<img src='asset:hostile.svg' alt='x'>"),
        ('<link rel="attachment" href="file:///etc/passwd">', "x"),
        ('<link rel="stylesheet" href="{trap}/x.css">', "x"),
        ('<style>@import url("{trap}/x.css");</style>', "x"),
        (
            '<style>@font-face {{ font-family: x; src: url("{trap}/x.woff2") }} body {{ font-family: x }}</style>',
            "x",
        ),
        ('<style>body {{ background: url("{trap}/x.png") }}</style>', "x"),
        ('<base href="file:///etc/"><link rel="stylesheet" href="passwd">', "x"),
        ('<style>p::after {{ content: url("file:///etc/../etc/passwd") }}</style>', "<p>x</p>"),
    ],
)
def test_hostile_text_reaches_nothing_outside_the_document(trap, head, body):
    address, asked = trap
    html = make_html(body.replace("{trap}", address), head=head.format(trap=address))
    with pytest.raises(PdfError) as raised:
        render_pdf(html, language="en", title="T", stylesheets=(), assets={"hostile.svg": HOSTILE_SVG})
    assert raised.value.reason == "refused"
    assert raised.value.refused
    assert asked == []


def test_files_outside_the_bundled_styles_and_fonts_are_refused():
    from servicelofte.common.pdf import STATIC_ROOT

    path = f"file://{STATIC_ROOT}/css/../../manage.py"
    with pytest.raises(PdfError) as raised:
        render_pdf(make_html(f'<link rel="stylesheet" href="{path}">'), language="en", title="T")
    assert raised.value.reason == "refused"


def test_report_leaves_out_what_was_refused_and_says_so():
    html = make_html('<h1>Still here</h1><img src="file:///etc/passwd" alt="x">')
    made = render_pdf_report(html, language="en", title="T")
    assert made.refused == ("file:///etc/passwd",)
    assert "Still here" in pypdf.PdfReader(io.BytesIO(made.content)).pages[0].extract_text()


def test_text_bomb_ends_at_its_time_and_the_next_document_is_made():
    bomb = make_html("<p>" + "word " * 400_000 + "</p>")
    with pytest.raises(PdfError) as raised:
        render_pdf(bomb, language="en", title="T", stylesheets=(), limits=PdfLimits(seconds=2))
    assert raised.value.reason == "timeout"
    assert render_pdf(make_html("<h1>Next</h1>"), language="en", title="T").startswith(b"%PDF-1.7")


def test_text_bomb_ends_at_its_memory():
    bomb = make_html("<table>" + "<tr><td>a<td>b<td>c" * 60_000 + "</table>")
    with pytest.raises(PdfError) as raised:
        render_pdf(bomb, language="en", title="T", stylesheets=(), limits=PdfLimits(memory=130 * MEGABYTE))
    assert raised.value.reason == "memory"


def test_document_that_grows_too_large_is_refused_by_size():
    with pytest.raises(PdfError) as raised:
        render_pdf(
            make_html("<h1>x</h1>"), language="en", title="T", stylesheets=(), limits=PdfLimits(size=2000)
        )
    assert raised.value.reason == "size"


@pytest.mark.parametrize(
    "attempt",
    [
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.system('true')",
        "subprocess.run(['/bin/true'])",
        "multiprocessing.util.spawnv_passfds(b'/bin/true', [b'true'], [])",
        "socket.create_connection(('127.0.0.1', 9))",
    ],
)
def test_worker_starts_no_program_and_opens_no_connection(attempt):
    code = (
        "import multiprocessing.util, os, socket, subprocess\n"
        "from importlib.util import module_from_spec, spec_from_file_location\n"
        f"spec = spec_from_file_location('worker', {str(WORKER)!r})\n"
        "worker = module_from_spec(spec)\n"
        "spec.loader.exec_module(worker)\n"
        "worker.forbid_connections_and_programs([])\n"
        f"{attempt}\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "PermissionError: Not allowed while a document is made" in ran.stderr


def test_worker_knows_none_of_our_secrets(monkeypatch, tmp_path):
    from servicelofte.common.pdf import _environment

    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://")
    assert set(_environment(tmp_path)) <= {
        "PATH", "HOME", "LANG", "SOURCE_DATE_EPOCH", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE",
    }  # fmt: skip
