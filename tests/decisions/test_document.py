"""Documents: accessible in each language, same content same bytes, kept for good, and altered ones are named."""

import hashlib
import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from decisions import pdf
from decisions.domain.document import BASIS_PREFIX, keep_document, publish_decision, verify_document
from decisions.domain.handling import correct_handling
from decisions.domain.package import unfreeze_package, write_part
from decisions.enums import HandlingResult
from decisions.models import DocumentFile, PackagePart
from decisions.pdf import document_html, make_document
from decisions.queries.content import package_content
from decisions.queries.document import document_view
from decisions.queries.freezing import lacks_documents
from decisions.queries.voices import voices_of
from drafting.domain.remiss import call_off_opinion
from drafting.domain.version import publish_version
from jobs.domain.job import enqueue_job, run_due_jobs
from jobs.models import Job
from notices.models import Notice
from participation.domain.hearing import Turnout, record_hearing
from projects.models import ProjectEvent, ServicePromise
from servicelofte.common import clock, guards
from servicelofte.common.errors import DomainError, IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_user
from tests.factories.decisions import (
    EARLY,
    MEETING,
    NAMES,
    decide,
    freeze,
    make_package,
    reload,
    reword_core,
)
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution

HOSTILE = "<script>alert(1)</script> <img src=file:///etc/passwd> [x](javascript:alert(1)) ![y](http://evil.example/p.png)"
WORDS = {
    "sv": "## Så gör vi\n\nVi öppnar **kvällsmottagning** och skriver om avtalen. {kind}",
    "fi": "## Näin toimimme\n\nAvaamme **iltavastaanoton** ja uudistamme sopimukset. {kind}",
}


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.fixture
def package(region):
    return freeze(make_package(region=region, words=WORDS))


@pytest.fixture
def quick(monkeypatch):
    """Let a job make documents without laying them out: what is kept of them is the same."""

    def make(document) -> bytes:
        out = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.Root.Lang = document.language
            pdf.docinfo["/Keywords"] = f"{BASIS_PREFIX}{document.basis}"
            pdf.save(out, static_id=True)
        return out.getvalue()

    monkeypatch.setattr(pdf, "make_document", make)


def export(package, person=None) -> list[DocumentFile]:
    job = enqueue_job(
        region=package.region,
        kind="decisions.export",
        occasion=f"package:{package.pk}",
        arguments={"package": package.pk, "person": person.pk if person else None},
        asked_by=person,
    )
    run_due_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    return list(DocumentFile.objects.filter(pk__in=job.result["documents"]).order_by("pk"))


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def alt_texts(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and "/Alt" in item
        ]


def titles(outline: list) -> list[str]:
    found = []
    for item in outline:
        found += titles(item) if isinstance(item, list) else [item["/Title"]]
    return found


@pytest.mark.requirement(8, 14, 90)
def test_package_becomes_one_accessible_document_in_each_language(package):
    made = {row.language: row.file.read() for row in export(package)}
    assert set(made) == {"sv", "fi"}
    for language, content in made.items():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert str(pdf.Root.Lang) == language
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.docinfo["/Title"]).startswith({"sv": "Löfte", "fi": "Lupaus"}[language])
            kinds = {
                str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
            }
        assert kinds >= {"/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/Figure", "/Link"}
    swedish, finnish = text_of(made["sv"]), text_of(made["fi"])
    for words in (
        "Hjälp i rätt tid",
        "Jag får svar samma dag.",
        "kvällsmottagning",
        "Anna Esittelijä",
        "VD/12/2026",
    ):
        assert words in swedish
    assert "iltavastaanoton" not in swedish
    for words in ("Apua oikeaan aikaan", "Saan vastauksen samana päivänä.", "iltavastaanoton"):
        assert words in finnish
    assert "kvällsmottagning" not in finnish
    assert "viljeförklaring" in swedish
    assert "tahdonilmaus" in finnish
    for content in (swedish, finnish):
        assert package.frozen_digest in content.replace(" ", "")
        assert package.ledger_head in content.replace(" ", "")


@pytest.mark.requirement(90)
def test_document_shows_the_wheel_with_its_words_and_has_bookmarks(package):
    content = make_document(document_view(package, "sv"))
    wheel = next(text for text in alt_texts(content) if "Hjälp i rätt tid" in text)
    for name in ("Tillgång", "Tillgänglighet", "Kvalitet", "Verkningsfullhet", "Integration"):
        assert name in wheel
    outline = titles(pypdf.PdfReader(io.BytesIO(content)).outline)
    for number, name in enumerate(
        ("Servicelöftet", "Genomförandet", "Uppföljningen", "Rapporteringen", "Utvärderingen"), start=1
    ):
        assert f"{number} {name}" in outline
    assert "Tillgång" in outline


def test_every_part_in_another_language_than_the_document_is_marked(package):
    ServicePromise.objects.filter(pk=package.promise_id).update(
        customer_group_sv="Alla",
        scope_sv="Alla tjänster",
        left_out={"quality": {"sv": "Ingår i ett annat löfte."}},
    )
    draft = publish_version(promise=ServicePromise.objects.get(pk=package.promise_id), actor=None)
    decide(package, result="amended", changes={"sv": "Nya ord.", "fi": "Uudet sanat."}, amended_draft=draft)
    decided = reload(package)
    decided.frozen = {**decided.frozen, "project": {"sv": "Löftet"}}
    html = document_html(document_view(decided, "en"))
    goal = re.search(r'<td data-label="Goal" lang="sv">[^<]+</td>', html)
    assert goal, "the wheel in words"
    for words in ("Alla", "Alla tjänster", "Ingår i ett annat löfte."):
        assert re.search(rf'lang="sv">{words}</', html), words
    assert '“<span lang="sv">Löftet</span>” for ' in html


@pytest.mark.parametrize(("language", "said"), [("sv", "för perioden"), ("fi", "kaudelle")])
def test_decision_for_one_year_says_that_year_once(package, language, said):
    decide(package)
    decided = reload(package)
    decided.frozen = {**decided.frozen, "period": [2027, 2027]}
    html = document_html(document_view(decided, language))
    assert f'{said} <span class="text-nowrap">2027</span>' in html
    assert "2027–2027" not in html


def test_each_line_of_the_contents_is_one_link(package):
    document = document_view(package, "sv")
    with pikepdf.open(io.BytesIO(make_document(document))) as pdf:
        annotations = [link for page in pdf.pages for link in page.get("/Annots", [])]
    # Five perspectives, the proposal and six parts, the hearing, the attachments and the proof; each says it once.
    assert len(annotations) == len({str(link.Contents) for link in annotations}) == 15


def test_document_of_the_decision_is_not_older_than_the_decision(package):
    assert package.frozen_at.date().isoformat() in document_html(document_view(package, "sv"))
    decide(package)
    html = document_html(document_view(reload(package), "sv"))
    assert f'<meta name="dcterms.created" content="{MEETING.isoformat()}">' in html


@pytest.mark.requirement(90)
def test_contents_give_the_pages_of_the_chapters(package):
    pages = pypdf.PdfReader(io.BytesIO(make_document(document_view(package, "sv")))).pages
    chapters = ["1 Servicelöftet", "2 Genomförandet", "3 Uppföljningen", "4 Rapporteringen"]
    found = [
        next(index for index, page in enumerate(pages, start=1) if index > 2 and name in page.extract_text())
        for name in chapters
    ]
    lines = pages[1].extract_text().splitlines()
    told = [f"{name} {number}" for name, number in zip(chapters, found, strict=True)]
    assert [line for line in lines if line in told] == told


def test_package_that_is_not_frozen_refers_to_nothing_it_lacks(region):
    html = document_html(document_view(make_package(region=region, words=WORDS), "sv"))
    anchors = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors


def test_figures_of_the_hearing_leave_out_what_was_not_done_and_keep_the_order_of_outcomes(region):
    package = make_package(region=region, words=WORDS)
    voices = {
        "consultations": [],
        "comments": 3,
        "opinions": {"invited": 0, "received": 0, "bodies": []},
        "surveys": {"number": 0, "answers": 0},
        "channels": {"phone": 1, "workshop": 2},
        "outcomes": {"noted": 8, "accepted": 6, "partly": 1},
    }
    package.frozen = {**package_content(package), "voices": voices}
    assert document_view(package, "sv").voices == [
        ("Kommenteringstider öppna för alla", "0"),
        ("Kommentarer till utkasten", "3"),
        ("Införda inlägg: workshop", "2"),
        ("Införda inlägg: telefon", "1"),
        ("Besvarade: beaktas", "6"),
        ("Besvarade: beaktas delvis", "1"),
        ("Besvarade: antecknat", "8"),
    ]


def test_what_was_taken_back_or_erased_is_not_told_to_the_council(region):
    project, version, _statement = draft(region, days=30)
    kept, *gone = [make_contribution(project, channel="phone") for _time in range(3)]
    for row, state in zip(gone, ("withdrawn", "erased"), strict=True):
        type(row).objects.filter(pk=row.pk).update(moderation=state)
    assert voices_of(version.promise)["channels"] == {kept.channel: 1}


def test_people_who_came_to_events_are_told_to_the_council(region):
    package = make_package(region=region, words=WORDS)
    project = package.promise.project
    for title, people in (("Kväll", 30), ("Café", 12), ("Inte hållen än", 0)):
        with region_scope(region):
            record_hearing(
                project=project,
                values={
                    "title_sv": title,
                    "method": "discussion_meetings",
                    "day": clock.today(),
                    "phase": "start_project",
                },
                turnout=Turnout(by_group={}, others=people),
                actor=None,
            )
    assert voices_of(package.promise)["events"] == {"number": 2, "people": 42}
    assert ("Deltagare på evenemang", "42 på 2 evenemang") in document_view(package, "sv").voices


def test_opinion_that_was_called_off_before_it_was_given_is_not_counted_as_asked(region):
    staff = make_user(region)
    _project, version, _statement = draft(region, days=30)
    consultation = version.consultations.select_related("draft__promise__project", "region").get()
    kept, gone = make_request(consultation, staff), make_request(consultation, staff)
    assert voices_of(version.promise)["opinions"]["invited"] == 2
    call_off_opinion(opinion_request=gone, reason="Fel instans", actor=staff, opened=gone.version)
    assert voices_of(version.promise)["opinions"] == {"invited": 1, "received": 0, "bodies": []}
    assert kept.body.name not in voices_of(version.promise)["opinions"]["bodies"]


def test_tables_are_whole_and_their_headings_say_what_they_head(package):
    content = make_document(document_view(package, "sv"))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        headings = [item for item in tags if item.S == "/TH"]
        assert {str(item.A.Scope) for item in headings} == {"/Column", "/Row"}
        assert all((item.A.Scope == "/Column") == (item.P.P.S == "/THead") for item in headings)
        assert len(pdf.Root.StructTreeRoot.IDTree.Names) == 2 * len(headings)
        # The cover’s facts, the wheel in words and the figures of the hearing: none cut in two by a page.
        assert len([item for item in tags if item.S == "/Table"]) == 3


def test_same_content_gives_the_same_bytes(package):
    document = document_view(package, "fi")
    assert make_document(document) == make_document(document_view(reload(package), "fi"))


@pytest.mark.requirement(91)
def test_decision_block_tells_body_day_section_and_changes(package):
    reword_core(package.promise, "Hjälp nära dig")
    from drafting.domain.version import publish_version

    amended = publish_version(promise=package.promise, actor=None)
    changes = {"sv": "Kärnan skrevs om.", "fi": "Ydin muutettiin."}
    decide(package, result="amended", changes=changes, amended_draft=amended)
    with translation.override("sv"):
        swedish = document_html(document_view(reload(package), "sv"))
    for words in ("Fullmäktige", "8\u00a0juni 2026", "§ 45", "Kärnan skrevs om.", "Hjälp nära dig"):
        assert words in swedish
    assert "Hjälp i rätt tid" not in swedish
    assert "Servicelöftet, version 2" in swedish
    assert "Servicelöftet, version 1" not in swedish
    finnish = document_html(document_view(reload(package), "fi"))
    assert "Aluevaltuusto" in finnish
    assert "Ydin muutettiin." in finnish
    assert "Kärnan skrevs om." not in finnish


def test_hostile_text_is_inert_in_the_document(region):
    package = freeze(make_package(region=region, words={"sv": HOSTILE, "fi": HOSTILE}))
    html = document_html(document_view(package, "sv"))
    for active in ("<script", "<img", 'href="javascript'):
        assert active not in html
    content = make_document(document_view(package, "sv"))
    assert "<script>alert(1)</script>" in text_of(content)


def test_bytes_are_kept_with_their_sum_and_told_in_the_ledger(region, package, quick):
    person = make_user(region, "secretary")
    for row in export(package, person):
        content = row.file.read()
        assert row.sha256 == hashlib.sha256(content).hexdigest()
        assert (row.size, row.kind, row.basis) == (len(content), "package", package.frozen_digest)
        assert row.pages == len(pypdf.PdfReader(io.BytesIO(content)).pages)
        assert (row.ledger_number, row.ledger_head) == (package.ledger_number, package.ledger_head)
        event = ProjectEvent.objects.get(kind="document.kept", subject=f"document:{row.pk}")
        assert (event.data["sha256"], event.actor) == (row.sha256, person.uuid)


def test_finished_document_is_never_made_again(package, monkeypatch, quick):
    first = export(package)
    monkeypatch.setattr(pdf, "make_document", lambda document: pytest.fail("made again"))
    assert export(package) == first


def test_same_bytes_lead_to_the_same_row(package, quick):
    content = pdf.make_document(document_view(package, "sv"))
    values = {"package": package, "kind": "package", "language": "sv", "basis": package.frozen_digest}
    assert keep_document(content=content, **values) == keep_document(content=content, **values)
    assert DocumentFile.objects.count() == 1


@pytest.mark.parametrize("result", [None, HandlingResult.APPROVED, HandlingResult.RETURNED])
def test_document_of_what_was_frozen_before_is_not_taken_for_one_of_what_is_frozen_now(
    package, quick, result
):
    """Made slowly: the package was opened again and frozen with other words meanwhile, and perhaps handled."""
    content, basis = pdf.make_document(document_view(package, "sv")), package.frozen_digest
    unfreeze_package(package=reload(package), actor=None, opened=reload(package).version, reason="Ny text")
    reworded = PackagePart.objects.get(package=package, kind="reporting", language="sv")
    write_part(
        package=reload(package),
        kind="reporting",
        language="sv",
        actor=None,
        opened=reworded.version,
        body="Ny.",
    )
    freeze(reload(package))
    if result:
        decide(reload(package), result=result)
    with pytest.raises(DomainError, match="ändrades medan dokumentet skapades"):
        keep_document(package=package, kind="package", language="sv", basis=basis, content=content)
    assert lacks_documents(reload(package))


def test_document_that_was_being_made_while_the_council_decided_is_kept(package, quick):
    content, basis = pdf.make_document(document_view(package, "sv")), package.frozen_digest
    decide(package)
    kept = keep_document(package=package, kind="package", language="sv", basis=basis, content=content)
    assert (kept.kind, kept.basis) == ("package", basis)


def test_change_makes_a_new_document_beside_the_old(package, quick):
    row = decide(package)
    first = export(package)
    correct_handling(
        handling=row,
        actor=None,
        opened=row.version,
        body_name=NAMES,
        meeting_on=MEETING,
        section="45",
        changes={},
        minutes_url="https://example.fi/protokoll",
        reason="Protokollet är klart.",
        early=EARLY,
    )
    second = export(package)
    assert not {row.sha256 for row in first} & {row.sha256 for row in second}
    assert DocumentFile.objects.filter(kind="decision").count() == 4


def test_kept_document_is_neither_changed_nor_deleted(package, quick):
    row = export(package)[0]
    for statement in ("UPDATE decisions_documentfile SET sha256 = 'x'", "DELETE FROM decisions_documentfile"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{statement} WHERE id = {row.pk}")


def test_result_arrives_as_a_notice_in_the_language_of_the_person(region, package, quick):
    person = make_user(region, "secretary", language="fi")
    export(package, person)
    notice = Notice.objects.get(user=person)
    assert (notice.kind, notice.context["count"]) == ("export_done", 2)
    assert notice.url.startswith("/fi/work/")


def test_export_of_a_package_taken_back_fails_with_words(region, package):
    from decisions.domain.package import unfreeze_package

    unfreeze_package(package=package, actor=None, opened=package.version, reason="Mer text.")
    enqueue_job(
        region=region, kind="decisions.export", occasion="package:1", arguments={"package": package.pk}
    )
    with translation.override("en"):
        run_due_jobs()
    job = Job.objects.get()
    assert job.state == "failed"
    assert job.error == "Freeze the package first; then its documents can be made."


def test_job_leads_to_the_package(region, package, quick):
    from servicelofte.common import registry

    export(package)
    job = Job.objects.get()
    url = registry.job_kinds["decisions.export"].result_url(job.arguments, job.result)
    assert url.endswith(f"/work/{region.slug}/projects/{package.promise.project_id}/decision/{package.pk}/")


@pytest.mark.requirement(14, 91)
def test_decision_is_published_with_its_document_in_every_language(package, quick):
    with pytest.raises(IllegalTransition):
        publish_decision(package=package, actor=None, opened=package.version)
    export(package)
    decide(package)
    package = reload(package)
    with pytest.raises(DomainError):
        publish_decision(package=package, actor=None, opened=package.version)
    export(package)
    published = publish_decision(package=package, actor=None, opened=package.version)
    assert published.published_at is not None
    again = publish_decision(package=package, actor=None, opened=1)
    assert again.published_at == published.published_at
    assert ProjectEvent.objects.filter(kind="decision.published").count() == 1


def test_decision_that_was_corrected_is_not_published_with_the_documents_before(package, quick):
    row = decide(package)
    export(package)
    correct_handling(
        handling=row,
        actor=None,
        opened=row.version,
        body_name=row.body_name,
        meeting_on=row.meeting_on,
        section="99",
        changes={},
        minutes_url="",
        reason="Fel paragraf.",
        early=EARLY,
    )
    with pytest.raises(DomainError):
        publish_decision(package=package, actor=None, opened=reload(package).version)
    export(package)
    assert publish_decision(package=package, actor=None, opened=reload(package).version).published_at


def test_project_closed_to_the_public_publishes_nothing(package, quick):
    decide(package)
    export(package)
    project = package.promise.project
    project.is_public, project.closed_reason = False, "Sekretess"
    project.save()
    with pytest.raises(DomainError):
        publish_decision(package=package, actor=None, opened=reload(package).version)


def verify(path: Path) -> str:
    """Return what the command says, or what it refuses."""
    out = io.StringIO()
    try:
        call_command("verify_document", str(path), stdout=out)
    except CommandError as error:
        return f"refused: {error}"
    return out.getvalue()


@pytest.fixture
def kept(package, tmp_path, quick) -> tuple[DocumentFile, Path]:
    """A kept document and a copy of it somewhere else."""
    row = export(package)[0]
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(row.file.read())
    return row, copy


def test_verifier_knows_a_copy_of_a_kept_document(kept):
    row, copy = kept
    assert verify(copy) == "copy.pdf: a kept document, unaltered; its ledger head fits the chain.\n"
    assert verify(Path(row.file.path)).endswith("its ledger head fits the chain.\n")


def test_verifier_names_the_document_that_altered_bytes_claim_to_be(kept):
    row, copy = kept
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Author"] = "Somebody else"
        pdf.save(copy)
    assert f"the bytes were altered: the file says that it is document {row.pk} (package, sv)" in verify(copy)
    assert row.sha256 in verify(copy)


def test_verifier_names_altered_bytes_in_the_store(kept):
    row, copy = kept
    path = Path(row.file.path)
    path.write_bytes(path.read_bytes() + b"\n")
    assert f"the bytes were altered: the file says that it is document {row.pk}" in verify(path)
    assert f"the kept bytes of document {row.pk}" in verify(copy)
    path.unlink()
    assert "are missing" in verify(copy)


def test_verifier_names_a_sum_changed_together_with_the_bytes(kept):
    row, _copy = kept
    path = Path(row.file.path)
    path.write_bytes(path.read_bytes() + b"\n")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    guards.drop()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE decisions_documentfile SET sha256 = %s WHERE id = %s", [sha256, row.pk])
    guards.install()
    assert f"the ledger does not tell of document {row.pk}" in verify(path)


def test_verifier_names_a_chain_cut_before_the_printed_head(kept):
    row, copy = kept
    guards.drop()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM projects_eventseal WHERE number >= %s", [row.ledger_number])
    guards.install()
    assert f"the ledger head printed in document {row.pk}" in verify(copy)
    assert f"number {row.ledger_number}, is not in the chain" in verify(copy)


def test_verifier_names_an_altered_event(kept):
    _row, copy = kept
    guards.drop()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_projectevent SET kind = 'package.changed' WHERE kind = 'package.frozen'"
        )
    guards.install()
    assert "the ledger of" in verify(copy)


def test_verifier_knows_no_stranger(tmp_path):
    stranger = tmp_path / "stranger.pdf"
    stranger.write_bytes(b"%PDF-1.7 nothing of ours")
    assert "no kept document has the SHA-256" in verify(stranger)
    assert "cannot be read" in verify(tmp_path / "nothing.pdf")
    assert verify_document(content=b"") != ""
