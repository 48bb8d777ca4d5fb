"""What everybody sees of a decision, the gate of phase 4, and the decision's place in the golden thread."""

import datetime as dt

import pikepdf
import pytest
from django.urls import reverse
from django.utils import translation

from decisions.domain.document import keep_document, publish_decision
from decisions.models import DecisionPackage, DocumentFile, PackagePart
from decisions.phase import my_packages, package_deadlines, public_pages
from decisions.queries.document import document_basis, document_kind
from decisions.queries.gate import complete_check, decided_check, frozen_check, published_check
from decisions.queries.public import published_packages
from decisions.queries.thread import DecisionThread
from projects.domain.guide import answer_item, reword_item, switch_item
from projects.domain.phase import pass_gate
from projects.models import GuideItem, Milestone, ProjectPhase, Statement
from projects.queries.gate import derived_answers, gate_rows
from projects.queries.ledger import event_sentence
from projects.queries.phase import next_unanswered, phase_page
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.factories.accounts import make_user
from tests.factories.decisions import decide, freeze, make_package, reload
from tests.factories.projects import make_statement
from tests.support import assert_constant_queries, count_queries


def make_files(package) -> None:
    """Keep a small document of the package's present content in each language."""
    import io

    with region_scope(package.region):
        for language in package.frozen["languages"]:
            out = io.BytesIO()
            with pikepdf.new() as pdf:
                pdf.add_blank_page()
                pdf.docinfo["/Keywords"] = f"{package.pk} {language}"
                pdf.save(out, static_id=True)
            keep_document(
                package=package,
                kind=document_kind(package),
                language=language,
                basis=document_basis(package, list(package.handlings.all())),
                content=out.getvalue(),
            )


def publish(package):
    """Take a package all the way to its public page."""
    freeze(package)
    decide(package, minutes_url="https://example.fi/protokoll")
    package = reload(package)
    make_files(package)
    with region_scope(package.region):
        publish_decision(package=package, actor=None, opened=reload(package).version)
    return reload(package)


@pytest.fixture
def package(region):
    return publish(make_package(region=region))


def address(package, name: str = "decision", *args: object, language: str = "sv") -> str:
    project = package.promise.project
    with translation.override(language):
        return reverse(f"decisions:{name}", args=[project.region.slug, project.slug, *args])


def shown(response) -> str:
    return response.content.decode()


@pytest.mark.requirement(91)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "sv",
            (
                "Fullmäktige",
                "8\u00a0juni 2026",
                "§&nbsp;45",
                "Hjälp i rätt tid",
                "Jag får svar samma dag.",
                "på svenska.",
            ),
        ),
        ("fi", ("Aluevaltuusto", "8.\u00a0kesäkuuta 2026", "§&nbsp;45", "Apua oikeaan aikaan", "suomeksi.")),
    ],
)
def test_everybody_reads_what_was_decided_in_their_language(client, package, language, words):
    page = shown(client.get(address(package, language=language)))
    for each in words:
        assert each in page
    assert "https://example.fi/protokoll" in page


def test_words_in_another_language_than_the_page_are_marked(client, package):
    page = shown(client.get(address(package, language="en")))
    assert 'lang="sv">Fullmäktige' in page
    assert '<p class="statement-text" lang="sv">Jag får svar samma dag.</p>' in page


@pytest.mark.requirement(14)
def test_documents_stand_with_language_size_and_full_sum(client, region, package):
    page = shown(client.get(address(package)))
    with region_scope(region):
        rows = list(DocumentFile.objects.filter(kind="decision"))
    assert len(rows) == 2
    for row in rows:
        assert row.sha256 in page
        assert f'hreflang="{row.language}"' in page
        response = client.get(address(package, "public_document", row.pk))
        with row.file.open("rb") as kept:
            assert b"".join(response.streaming_content) == kept.read()
        assert response["Content-Type"] == "application/pdf"
        words = {"sv": "lofte", "fi": "lupaus"}[row.language], {"sv": "beslut", "fi": "paatos"}[row.language]
        name = response["Content-Disposition"].partition('filename="')[2].strip('"')
        assert name.startswith(words[0])
        assert name.endswith(f"-{words[1]}-{row.sha256[:8]}.pdf")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_page_is_answered_from_the_public_cache_without_cookies(client, package):
    url = address(package)
    first = client.get(url)
    assert "ETag" in first
    assert not first.cookies
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_nothing_is_public_before_publication(client, region):
    package = freeze(make_package(region=region))
    make_files(package)
    decide(package)
    package = reload(package)
    make_files(package)
    assert client.get(address(package)).status_code == 404
    with region_scope(region):
        for row in DocumentFile.objects.all():
            assert client.get(address(package, "public_document", row.pk)).status_code == 404
        assert public_pages(package.promise.project) == []


def test_documents_of_the_preparation_stay_in_the_workspace(client, region):
    package = freeze(make_package(region=region))
    make_files(package)
    with region_scope(region):
        row = DocumentFile.objects.first()
    decide(package)
    package = reload(package)
    make_files(package)
    with region_scope(region):
        publish_decision(package=package, actor=None, opened=package.version)
    assert client.get(address(package, "public_document", row.pk)).status_code == 404


def test_twin_sees_no_document_of_another_region(client, package, twin_region):
    twin = publish(make_package(region=twin_region))
    with region_scope(twin_region):
        row = DocumentFile.objects.filter(kind="decision").first()
    assert client.get(address(package, "public_document", row.pk)).status_code == 404
    assert client.get(address(package, "decision_of", twin.pk)).status_code == 404


def test_closed_project_shows_no_decision(client, region, package):
    project = package.promise.project
    project.is_public, project.closed_reason = False, "Sekretess"
    with region_scope(region):
        project.save()
    assert client.get(address(package)).status_code == 404


def test_hostile_words_are_inert_on_the_page(client, region):
    hostile = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) "{kind}'
    package = publish(make_package(region=region, words={"sv": hostile, "fi": hostile}))
    page = shown(client.get(address(package)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_page_costs_the_same_with_more_decisions(client, region, package):
    def add(count: int) -> None:
        for _row in range(count):
            publish(make_package(package.promise.project))

    cost = assert_constant_queries(lambda: client.get(address(package, "decision_of", package.pk)), add)
    assert cost <= 10


def test_public_pages_and_events_tell_of_the_decision(region, package):
    with region_scope(region), translation.override("en"):
        assert public_pages(package.promise.project) == [("The decision", address(package, language="en"))]
        for kind, data in (
            ("package.created", {"version": 1}),
            ("package.frozen", {"version": 1}),
            ("handling.corrected", {"section": "4"}),
            ("handling.registered", {"body": "council", "result": "approved", "section": "45"}),
            ("decision.published", {}),
            ("document.kept", {}),
        ):
            assert "%" not in event_sentence(kind, data)
        words = registry.event_kinds["handling.registered"](
            {"body": "council", "result": "approved", "section": "45"}
        )
        assert words == "Council, § 45: approved"


def test_gate_follows_the_package(region):
    package = make_package(region=region)
    project = package.promise.project_id
    checks = (complete_check, frozen_check, decided_check, published_check)

    def states() -> list[str]:
        with region_scope(region):
            return [check(project).state for check in checks]

    assert states() == ["done", "missing", "missing", "missing"]
    freeze(package)
    assert states() == ["done", "done", "missing", "missing"]
    decide(package)
    make_files(reload(package))
    assert states() == ["done", "done", "done", "missing"]
    with region_scope(region):
        publish_decision(package=package, actor=None, opened=reload(package).version)
    assert states() == ["done", "done", "done", "done"]


def test_gate_says_so_when_nothing_is_begun_or_the_council_rejects(region):
    from tests.factories.projects import make_project

    project = make_project(region)
    with region_scope(region):
        assert complete_check(project.pk).state == "missing"
    package = freeze(make_package(project))
    decide(package, result="rejected")
    with region_scope(region):
        assert decided_check(project.pk).state == "failed"


def package_of_phase(region):
    """Return a frozen package in a project whose phase 4, under way, has the handbook's outcome and one question."""
    package = freeze(make_package(region=region))
    with region_scope(region):
        phase = ProjectPhase.objects.get(project=package.promise.project_id, key="decision_making")
        for order, (kind, key) in enumerate(
            (
                ("question", "who_decides"),
                ("checklist", "package_reporting"),
                ("outcome", "outcome_decision_package"),
            )
        ):
            words = {f"text_{code}": f"{key} {code}" for code in ("sv", "fi", "en")}
            GuideItem.objects.create(
                region=region, phase=phase, key=key, kind=kind, place="gate", order=order, **words
            )
    return package


def outcome_of(package):
    """Return phase 4, its one outcome, and the outcome's line in the gate; in the region's scope."""
    phase = ProjectPhase.objects.select_related("project", "region").get(
        project=package.promise.project_id, key="decision_making"
    )
    item = GuideItem.objects.select_related("answer").get(phase=phase, key="outcome_decision_package")
    rows = {row.key: row for row in gate_rows(phase, phase.region.slug)}
    return phase, item, rows["guide_outcome"].state


def test_outcome_that_the_registered_decision_shows_is_not_asked_again(region):
    package = package_of_phase(region)
    with region_scope(region):
        phase, item, state = outcome_of(package)
        question = phase.guide_items.get(key="who_decides")
        assert (state, next_unanswered(question), derived_answers(phase, [item])) == ("missing", item, {})
    decide(package)
    make_files(reload(package))
    with region_scope(region):
        publish_decision(package=package, actor=None, opened=reload(package).version)
        phase, item, state = outcome_of(package)
        assert state == "done"
        with translation.override("sv"):
            found = derived_answers(phase, [item])[item.pk]
        assert (found.label, found.url) == (
            "Fullmäktiges beslut är registrerat",
            f"/sv/work/{region.slug}/projects/{phase.project_id}/decision/",
        )
        assert next_unanswered(question) is None
        moved = pass_gate(phase=phase, actor=None)
        kept = next(row for row in moved.evidence if row["key"] == item.key)
        assert (moved.was_open, kept["state"], kept["value"]["fi"]) == (
            False,
            "done",
            "Valtuuston päätös on kirjattu",
        )


def test_what_the_check_of_the_package_tells_is_not_asked_of_its_parts(region):
    package = make_package(region=region)
    with region_scope(region):
        phase = ProjectPhase.objects.get(project=package.promise.project_id, key="decision_making")
        words = {f"text_{code}": "Rapportering" for code in ("sv", "fi", "en")}
        item = GuideItem.objects.create(
            region=region, phase=phase, key="package_reporting", kind="checklist", place="package", **words
        )
        assert item.pk in derived_answers(phase, [item])
        page = phase_page(phase.project, phase, region.slug)
        assert page["closing"][0]["rows"][0]["state"] == "done"
        PackagePart.objects.filter(package=package, kind="reporting").update(body="")
        assert not derived_answers(phase, [item])


def test_what_somebody_answered_goes_before_what_is_derived(region):
    package = package_of_phase(region)
    decide(package)
    with region_scope(region):
        _phase, item, state = outcome_of(package)
        assert state == "done"
        given = answer_item(item=item, actor=None, expected=0, state="partly", words="Bilagorna fattas.")
        assert outcome_of(package)[2] == "partial"
        answer_item(item=item, actor=None, expected=given.version, state="open")
        assert outcome_of(package)[2] == "done"


def test_text_that_the_region_worded_itself_is_asked_though_a_check_answers_for_the_handbooks(region):
    package = package_of_phase(region)
    decide(package)
    words = dict.fromkeys(region.languages, "Fullmäktige har godkänt löftet och budgeten.")
    with region_scope(region):
        phase, item, _state = outcome_of(package)
        # Neither another text's words nor another change of this one makes it the region's own.
        other = phase.guide_items.get(key="who_decides")
        reword_item(item=other, actor=None, expected=other.version, texts=words)
        for is_on in (False, True):
            switch_item(item=item, actor=None, is_on=is_on)
        phase, item, state = outcome_of(package)
        assert (state, set(derived_answers(phase, [item, other]))) == ("done", {item.pk})
        reword_item(item=item, actor=None, expected=item.version, texts=words)
        phase, item, state = outcome_of(package)
        assert (state, derived_answers(phase, [item])) == ("missing", {})


def test_pages_of_the_phase_say_what_an_outcome_is_derived_from(region, client):
    package = package_of_phase(region)
    decide(package)
    client.force_login(make_user(region, "preparer"))
    base = f"/sv/work/{region.slug}/projects/{package.promise.project_id}"
    with region_scope(region):
        _phase, item, _state = outcome_of(package)
    for address in ("phases/decision_making/", "phases/decision_making/pass/"):
        page = client.get(f"{base}/{address}").content.decode()
        assert f'Härlett ur: <a href="{base}/decision/">Fullmäktiges beslut är registrerat</a>' in page
    assert f'href="{base}/texts/{item.pk}/answer/">{item.text}' not in page


def test_gate_counts_what_is_written(region):
    package = make_package(region=region)
    with region_scope(region):
        PackagePart.objects.filter(package=package, kind="evaluation").update(body="")
        result = complete_check(package.promise.project_id)
    assert (result.state, result.percent) == ("partial", 88)


def told(region, role):
    """Return what somebody with the role finds on the page of their own work."""
    return [row.label for row in my_packages(make_user(region, role), region.pk)]


def test_council_meeting_is_a_deadline_for_project_secretary_and_preparer_alone(region):
    package = make_package(region=region)
    project = package.promise.project
    with region_scope(region), translation.override("en"):
        Milestone.objects.create(
            region=region, project=project, title="Fullmäktige", day=dt.date(2027, 2, 9), calendar="council"
        )
        rows = list(package_deadlines(project.pk))
        assert [(row.day, row.label) for row in rows] == [
            (dt.date(2027, 2, 9), "Freeze the package before the council meets")
        ]
        for role, number in (("secretary", 1), ("preparer", 1), ("observer", 0), ("producer", 0)):
            assert len(list(my_packages(make_user(region, role), region.pk))) == number
        assert told(region, "preparer") == ["Finish the package before the council meets"]
        assert told(region, "secretary") == ["Freeze the package before the council meets"]
        freeze(package)
        assert told(region, "preparer") == []
        assert told(region, "secretary") == ["Register the council’s decision"]
        assert [row.label for row in package_deadlines(project.pk)] == ["Register the council’s decision"]
        decide(package)
        assert list(package_deadlines(project.pk)) == []
        assert list(my_packages(make_user(region, "secretary"), region.pk)) == []


def test_work_that_waits_names_its_project_in_the_reader_language(region):
    project = make_package(region=region).promise.project
    with region_scope(region):
        type(project).objects.filter(pk=project.pk).update(title_sv="Löftet", title_fi="Lupaus")
        for day in (dt.date(2027, 3, 9), dt.date(2027, 2, 9)):
            Milestone.objects.create(
                region=region, project=project, title="Fullmäktige", day=day, calendar="council"
            )
        secretary = make_user(region, "secretary")
        with translation.override("fi"):
            rows = list(my_packages(secretary, region.pk))
    assert [(row.day, row.about) for row in rows] == [(dt.date(2027, 2, 9), "Lupaus")]


def test_thread_joins_version_decision_and_statement(region, package):
    thread = DecisionThread()
    decision = Ref("decision", str(package.pk))
    version = Ref("version", str(package.decided_draft_id))
    with region_scope(region):
        statements = [Ref("statement", str(row.lineage)) for row in Statement.objects.all()]
        assert list(thread.edges([version])) == [(version, decision)]
        assert list(thread.edges([decision])) == [(version, decision)]
        assert list(thread.edges(statements[:1])) == [(decision, statements[0])]
        assert set(thread.edges(statements)) == {(decision, each) for each in statements}
        assert list(thread.edges([Ref("statement", "nonsense"), Ref("decision", "x")])) == []


def test_sentence_that_was_added_after_the_decision_does_not_rest_on_it(region, package):
    added = make_statement(package.promise, sv="Du får svar på ditt språk.", fi="Saat vastauksen kielelläsi.")
    with region_scope(region):
        assert list(DecisionThread().edges([Ref("statement", str(added.lineage))])) == []


def test_everybody_can_walk_from_a_statement_back_to_its_decision(client, region, package):
    project = package.promise.project
    with region_scope(region):
        lineage = str(Statement.objects.order_by("pk").first().lineage)
    with translation.override("sv"):
        url = reverse("thread", args=[region.slug, project.slug, "statement", lineage])
    decided = shown(client.get(address(package)))
    # The promise in force and the draft call the way there by the same name.
    assert f'href="{url}">Så kom det till<' in decided
    assert "Fullmäktige, § 45" in shown(client.get(url))


def test_thread_shows_the_public_only_what_is_published(region, package):
    with region_scope(region), translation.override("sv"):
        card = next(iter(DecisionThread().cards([Ref("decision", str(package.pk))])))
        assert card.summary == "Fullmäktige, § 45"
        assert card.day == dt.date(2026, 6, 8)
    other = make_package(region=region)
    freeze(other)
    decide(other)
    with region_scope(region):
        refs = [Ref("decision", str(other.pk))]
        assert list(DecisionThread().cards(refs)) == []
        DecisionPackage.objects.filter(pk=other.pk).update(published_at=clock.now())
        assert len(list(DecisionThread().cards(refs))) == 1


def test_thread_shows_the_public_no_decision_of_a_project_that_is_closed_to_it(region, package):
    refs = [Ref("decision", str(package.pk))]
    with region_scope(region):
        assert len(list(DecisionThread().cards(refs))) == 1
        project = package.promise.project
        type(project).objects.filter(pk=project.pk).update(is_public=False, closed_reason="x")
        assert list(DecisionThread().cards(refs)) == []


def test_decisions_of_a_project_stand_with_the_newest_publication_first(region, package):
    project = package.promise.project
    later = publish(make_package(project))
    with region_scope(region):
        assert published_packages(project) == [later, package]
        day = package.published_at + dt.timedelta(days=1)
        type(package).objects.filter(pk=package.pk).update(published_at=day)
        assert published_packages(project) == [package, later]


def test_thread_asks_once_whatever_the_number(region, package):
    with region_scope(region):
        refs = [Ref("statement", str(row.lineage)) for row in Statement.objects.all()]
        refs += [Ref("decision", str(package.pk)), Ref("version", str(package.draft_id))]
        assert count_queries(lambda: list(DecisionThread().edges(refs)))[0] == 1
        assert count_queries(lambda: list(DecisionThread().cards(refs)))[0] == 1
