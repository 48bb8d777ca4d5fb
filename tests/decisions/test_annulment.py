"""A result that was registered wrongly is annulled with a reason; what it led to is put back, and nothing deleted."""

import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from decisions.domain.document import keep_document, publish_decision
from decisions.domain.handling import annul_handling, correct_handling
from decisions.domain.package import create_package, unfreeze_package
from decisions.enums import HandlingBody, HandlingResult, PackageState
from decisions.models import DecisionPackage, DocumentFile, Handling
from decisions.phase import public_pages
from decisions.queries.annulment import annulment_consequences, standing_handlings
from decisions.queries.document import document_basis, document_kind, handling_views
from decisions.queries.gate import decided_check, published_check
from decisions.queries.handling import next_body
from decisions.queries.thread import DecisionThread
from drafting.domain.version import publish_version
from drafting.enums import VersionState
from drafting.models import DraftVersion
from monitoring.queries.public import decided_on, decided_versions
from projects.domain.ledger import verify_ledger
from projects.enums import PhaseKey
from projects.models import EventDetail, ProjectEvent, ProjectPhase
from projects.queries.ledger import event_sentence
from servicelofte.common import public_cache
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.factories.accounts import make_user
from tests.factories.decisions import EARLY, MEETING, NAMES, decide, freeze, make_package, reload, reword_core
from tests.support import assert_constant_queries

REASON = "Protokollet säger avslag: fel ruta kryssades."


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region), translation.override("en"):
        yield


@pytest.fixture
def package(region):
    return freeze(make_package(region=region))


@pytest.fixture
def person(region):
    return make_user(region, "secretary")


@pytest.fixture
def secretary(person):
    client = Client()
    client.force_login(person)
    return client


def annul(handling: Handling, actor=None, **values) -> Handling:
    row = Handling.objects.get(pk=handling.pk)
    defaults = {"opened": row.version, "reason": REASON, "language": "sv"}
    return annul_handling(handling=row, actor=actor, **{**defaults, **values})


def make_files(package: DecisionPackage) -> list[DocumentFile]:
    """Keep a small document of what the package says now in each language."""
    package = reload(package)
    basis = document_basis(package, standing_handlings(package))
    return [
        keep_document(
            package=package,
            kind=document_kind(package),
            language=language,
            basis=basis,
            content=_pdf(f"{basis} {language}"),
        )
        for language in package.frozen["languages"]
    ]


def _pdf(words: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Keywords"] = words
        pdf.save(out, static_id=True)
    return out.getvalue()


def publish(package: DecisionPackage) -> list[DocumentFile]:
    """Make the documents of the decision and publish it; returns them."""
    files = make_files(package)
    publish_decision(package=package, actor=None, opened=reload(package).version)
    return files


def work_address(handling: Handling, language: str = "en") -> str:
    project = reload(handling.package).promise.project
    with translation.override(language):
        place = [project.region.slug, project.pk, handling.package_id, handling.pk]
        return reverse("decisions:handling_annul", args=place)


def public_address(package: DecisionPackage, name: str = "decision", *args, language: str = "en") -> str:
    project = package.promise.project
    with translation.override(language):
        return reverse(f"decisions:{name}", args=[project.region.slug, project.slug, *args])


def read(client: Client, url: str) -> str:
    """Return a public page as everybody reads it within a second: what this process knew of its version is over."""
    public_cache._known.clear()
    return client.get(url).text


# ---- what is put back ----


@pytest.mark.requirement(91)
def test_annulled_approval_decides_nothing_in_the_list_of_handlings(package):
    row = decide(package)
    assert [view.decides for view in handling_views([row], "sv")] == [True]
    assert [view.decides for view in handling_views([annul(row)], "sv")] == [False]


def test_annulled_approval_leaves_the_package_frozen_as_it_was(package, person):
    decided = decide(package)
    row = annul(decided, person)
    after = reload(package)
    assert (after.state, after.decided_draft, after.published_at) == (PackageState.FROZEN, None, None)
    assert (after.frozen, after.frozen_digest) == (package.frozen, package.frozen_digest)
    assert (after.ledger_number, after.ledger_head) == (package.ledger_number, package.ledger_head)
    assert after.draft.state == VersionState.PUBLISHED
    assert (row.result, row.annulled_by, row.annulled_reason, row.annulled_language) == (
        "approved",
        person,
        REASON,
        "sv",
    )
    assert row.annulled_at is not None
    assert row.was_published_at is None
    assert row.history.first().history_change_reason == REASON
    assert after.history.first().history_change_reason == REASON


@pytest.mark.requirement(91)
def test_right_result_is_registered_after_the_wrong_one(package):
    annul(decide(package))
    right = decide(package, result=HandlingResult.REJECTED, section="46")
    assert reload(package).state == PackageState.REJECTED
    assert standing_handlings(package) == [right]
    assert Handling.objects.count() == 2
    annul(right)
    decide(package)
    package = reload(package)
    assert (package.state, package.decided_draft) == (PackageState.DECIDED, package.draft)
    assert verify_ledger() is None


def test_version_of_the_meeting_goes_back_to_being_published(package):
    reword_core(package.promise, "Hjälp nära dig")
    amended = publish_version(promise=package.promise, actor=None)
    changes = {"sv": "Kärnan skrevs om.", "fi": "Ydin muutettiin."}
    row = decide(package, result=HandlingResult.AMENDED, changes=changes, amended_draft=amended)
    annul(row)
    states = dict(DraftVersion.objects.values_list("number", "state"))
    assert states == {1: VersionState.SUPERSEDED, 2: VersionState.PUBLISHED}


def test_version_that_was_followed_meanwhile_is_an_older_one(package):
    row = decide(package)
    reword_core(package.promise, "Hjälp nära dig")
    publish_version(promise=package.promise, actor=None)
    annul(row)
    states = dict(DraftVersion.objects.values_list("number", "state"))
    assert states == {1: VersionState.SUPERSEDED, 2: VersionState.PUBLISHED}


def second_package(first: DecisionPackage) -> DecisionPackage:
    """Freeze a package of a newer version of the same promise."""
    from decisions.domain.package import change_package, write_part
    from decisions.enums import PartKind

    reword_core(first.promise, "Hjälp nära dig")
    draft = publish_version(promise=first.promise, actor=None)
    row = create_package(draft=draft, actor=None, presenter="Anna")
    change_package(
        package=row, actor=None, opened=1, draft=draft, presenter="Anna", registry_number="VD/13/2026"
    )
    for kind in PartKind.values:
        for language in ("sv", "fi"):
            write_part(
                package=row,
                kind=kind,
                language=language,
                actor=None,
                opened=1,
                body="Ord.",
                budget_effect="0 €",
            )
    return freeze(row)


def test_promise_that_was_in_force_before_is_in_force_again(package):
    decide(package)
    publish(package)
    newer = second_package(package)
    row = decide(newer, meeting_on=MEETING)
    assert [each.number for each in decided_versions(package.promise.project)] == [2]
    told = annulment_consequences(Handling.objects.select_related("package__decided_draft").get(pk=row.pk))
    assert "Version 2 is no longer in force; version 1, decided before it, is again." in told
    annul(row)
    assert [each.number for each in decided_versions(package.promise.project)] == [1]
    assert decided_on(DraftVersion.objects.get(number=1)) == MEETING
    states = dict(DraftVersion.objects.values_list("number", "state"))
    assert states == {1: VersionState.DECIDED, 2: VersionState.PUBLISHED}


def test_returned_package_is_frozen_again_while_nobody_has_opened_it(package):
    row = decide(package, result=HandlingResult.RETURNED)
    annul(row)
    assert reload(package).state == PackageState.FROZEN
    again = decide(package, result=HandlingResult.RETURNED)
    package = reload(package)
    unfreeze_package(package=package, actor=None, opened=package.version, reason="Siffrorna ska ses över.")
    with pytest.raises(IllegalTransition, match="opened again after this meeting"):
        annul(again)


def test_proposal_of_the_board_is_annulled_before_the_council_has_decided(package):
    row = decide(package, body_kind=HandlingBody.BOARD, result=HandlingResult.FORWARDED)
    assert next_body(package) == HandlingBody.COUNCIL
    version = reload(package).version
    annul(row)
    assert (reload(package).state, reload(package).version) == (PackageState.FROZEN, version)
    assert next_body(package) == HandlingBody.BOARD
    other = decide(package, body_kind=HandlingBody.BOARD, result=HandlingResult.FORWARDED)
    decide(package)
    with pytest.raises(IllegalTransition, match="A later meeting has handled the package since"):
        annul(other)


def test_what_follows_no_longer_rests_on_the_decision(package):
    row = decide(package)
    publish(package)
    project = package.promise.project_id
    refs = [Ref("decision", str(package.pk))]
    assert [card.title for card in DecisionThread().cards(refs)] == ["Approved: version 1"]
    assert (decided_check(project).state, published_check(project).state) == ("done", "done")
    annul(row)
    assert (decided_check(project).state, published_check(project).state) == ("missing", "missing")
    assert list(DecisionThread().cards(refs)) == []
    assert decided_versions(package.promise.project) == []
    decide(package, section="46")
    assert published_check(project).state == "missing"
    publish(package)
    assert [card.summary for card in DecisionThread().cards(refs)] == [
        '<span lang="sv">Fullmäktige</span>, § 46'
    ]


# ---- what is refused ----


def test_reason_is_demanded_in_a_language_of_the_region(package):
    row = decide(package)
    for values, field in (({"reason": " \n"}, "reason"), ({"language": "xx"}, "language")):
        with pytest.raises(DomainError) as refused:
            annul(row, **values)
        assert refused.value.field == field
    assert reload(package).state == PackageState.DECIDED


def test_result_that_a_newer_package_has_followed_stands(package):
    rejected = decide(package, result=HandlingResult.REJECTED)
    newer = second_package(package)
    with pytest.raises(IllegalTransition, match="A newer package of this promise has been begun"):
        annul(rejected)
    decide(newer)
    with pytest.raises(IllegalTransition, match="A newer package of this promise has been begun"):
        annul(rejected)


def test_rejected_newer_package_does_not_hinder(package):
    row = decide(package)
    decide(second_package(package), result=HandlingResult.REJECTED)
    annul(row)
    assert reload(package).state == PackageState.FROZEN


def test_same_press_twice_annuls_once_and_another_person_is_told(region, package, person):
    row = decide(package)
    first = annul(row, person)
    again = annul(row, person, opened=1)
    assert (again.version, again.annulled_at) == (first.version, first.annulled_at)
    assert ProjectEvent.objects.filter(kind="handling.annulled").count() == 1
    with pytest.raises(IllegalTransition, match="annulled already"):
        annul(row, make_user(region, "secretary"))


def test_result_that_was_corrected_meanwhile_is_read_again_first(package):
    row = decide(package)
    values = {
        "body_name": NAMES,
        "meeting_on": MEETING,
        "section": "46",
        "changes": {},
        "minutes_url": "",
        "early": EARLY,
    }
    correct_handling(handling=row, actor=None, opened=1, reason="Fel paragraf.", **values)
    with pytest.raises(EditConflict):
        annul(row, opened=1)
    assert reload(package).state == PackageState.DECIDED
    annul(row)
    with pytest.raises(IllegalTransition, match="annulled already"):
        correct_handling(handling=row, actor=None, opened=3, reason="Igen.", **values)


def test_document_that_was_being_made_when_its_result_was_annulled_is_not_kept(package):
    row = decide(package)
    decided = reload(package)
    basis = document_basis(decided, standing_handlings(decided))
    annul(row)
    with pytest.raises(DomainError, match="while the document was made"):
        keep_document(package=decided, kind="decision", language="sv", basis=basis, content=_pdf("sent"))
    assert not DocumentFile.objects.exists()


# ---- the ledger ----


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Annulled, registered wrongly: Council, § 45: approved"),
        ("sv", "Annullerat, fel registrerat: Fullmäktige, § 45: godkänt"),
        ("fi", "Mitätöity, kirjattu väärin: Valtuusto, § 45: hyväksytty"),
    ],
)
def test_ledger_tells_of_the_annulment_in_each_language(package, person, language, words):
    annul(decide(package), person)
    event = ProjectEvent.objects.get(kind="handling.annulled")
    assert (event.actor, event.subject, event.data["result"]) == (
        person.uuid,
        f"package:{package.pk}",
        "approved",
    )
    assert EventDetail.objects.get(event=event).words == {"reason": REASON, "language": "sv"}
    undone = ProjectEvent.objects.get(kind="version.undecided")
    with translation.override(language):
        assert event_sentence(event.kind, event.data) == words
        assert "%" not in event_sentence(undone.kind, undone.data)


# ---- the pages of the workspace ----

ROLES = {
    "administrator": 200,
    "preparer": 403,
    "secretary": 200,
    "manager": 403,
    "observer": 403,
    "producer": 403,
}


@pytest.mark.parametrize(("role", "status"), ROLES.items())
def test_question_opens_for_those_who_register(region, package, role, status):
    row = decide(package)
    client = Client()
    client.force_login(make_user(region, role))
    assert client.get(work_address(row)).status_code == status
    if status == 403:
        assert client.post(work_address(row), {"reason": REASON, "language": "sv"}).status_code == 403
        assert work_address(row) not in client.get(work_address(row).rsplit("handlings", 1)[0]).text
    assert reload(package).state == PackageState.DECIDED


def test_annulment_without_a_reason_says_what_to_write(secretary, package):
    row = decide(package)
    answer = secretary.post(work_address(row), {"reason": "", "language": "sv"})
    assert "Write the reason in a few words." in answer.text
    assert reload(package).state == PackageState.DECIDED


def test_twin_finds_nothing(region, twin_region, package):
    row = decide(package)
    client = Client()
    client.force_login(make_user(twin_region, "administrator"))
    url = work_address(row)
    for address in (url, url.replace(f"/{region.slug}/", f"/{twin_region.slug}/")):
        assert client.get(address).status_code == 404
        answer = client.post(address, {"reason": REASON, "language": "sv", "opened_version": 1})
        assert answer.status_code == 404
    assert reload(package).state == PackageState.DECIDED


def test_secretary_is_asked_and_told_what_follows(package, secretary, person):
    row = decide(package)
    publish(package)
    ProjectPhase.objects.filter(project=package.promise.project_id, key=PhaseKey.DECISION).update(
        state="done"
    )
    page = secretary.get(work_address(row))
    for words in (
        "Annul the result?",
        "Version 1 is no longer in force, and residents see no promise in force.",
        "Everybody sees on the public page that the result was annulled",
        "stays closed until somebody opens it again",
    ):
        assert words in page.text
    assert reload(package).state == PackageState.DECIDED
    form = {"reason": "", "language": "sv", "opened_version": row.version}
    assert secretary.post(work_address(row), form).context["form"].errors.keys() == {"reason"}
    done = secretary.post(work_address(row), {**form, "reason": REASON}, follow=True)
    assert "The result is annulled. Register the right one now." in done.text
    assert "<s>Approved</s>" in done.text
    assert f'<span lang="sv">{REASON}</span>' in done.text
    assert f"by {person.get_full_name()}." in done.text
    assert work_address(row) not in done.text
    assert "Register a handling" in done.text
    told = secretary.get(work_address(row), follow=True)
    assert "This result was annulled already." in told.text


def test_second_press_of_the_button_says_that_it_is_done(package, secretary):
    row = decide(package)
    form = {"reason": REASON, "language": "sv", "opened_version": row.version}
    for _press in range(2):
        assert secretary.post(work_address(row), form).status_code == 302
    assert ProjectEvent.objects.filter(kind="handling.annulled").count() == 1


def test_page_costs_the_same_with_more_results(package, secretary):
    url = work_address(decide(package)).rsplit("handlings", 1)[0]

    def add(count: int) -> None:
        for _row in range(count):
            annul(Handling.objects.filter(annulled_at=None).get())
            decide(package)

    assert_constant_queries(lambda: secretary.get(url), add)


# ---- what everybody sees ----


@pytest.mark.requirement(91)
def test_everybody_is_told_of_the_annulment_at_once(client, package):
    row = decide(package)
    files = publish(package)
    url = public_address(package)
    assert "What was promised" in read(client, url)
    annul(row)
    page = read(client, url)
    assert "The decision that was shown here has been annulled" in page
    assert "The right result is shown here once it has been registered and published." in page
    assert f'<span lang="sv">{REASON}</span>' in page
    assert "<s>Approved</s>" in page
    assert "What was promised" not in page
    for each in files:
        assert each.sha256 in page
        answer = client.get(public_address(package, "public_document", each.pk))
        with each.file.open("rb") as kept:
            assert b"".join(answer.streaming_content) == kept.read()
    assert [name for name, _url in public_pages(package.promise.project)] == ["The decision"]


@pytest.mark.requirement(91)
def test_page_of_the_promise_leads_to_why_its_decision_was_annulled(client, package):
    project = package.promise.project
    with translation.override("en"):
        url = reverse("monitoring:promise", args=[project.region.slug, project.slug])
    row, way = decide(package), f'href="{public_address(package)}"'
    assert way not in read(client, url)
    publish(package)
    assert "The decision that was shown here has been annulled" not in read(client, url)
    annul(row)
    page = read(client, url)
    assert "The decision that was shown here has been annulled" in page
    assert way in page


def test_decision_with_changes_leads_to_what_changed_in_its_own_promise(client, secretary, package):
    reword_core(package.promise, "Hjälp nära dig")
    amended = publish_version(promise=package.promise, actor=None)
    changes = {"sv": "Kärnan skrevs om.", "fi": "Ydin muutettiin."}
    row = decide(package, result=HandlingResult.AMENDED, changes=changes, amended_draft=amended)
    publish(package)
    query = f"?promise={package.promise_id}&amp;from=1&amp;to=2"
    assert query in read(client, public_address(package))
    page = secretary.get(work_address(row).rsplit("handlings", 1)[0]).text
    assert "Version 2, with the meeting’s changes to version 1" in page
    assert query in page


def test_right_decision_stands_with_the_annulled_one_below(client, package):
    wrong = decide(package)
    old = publish(package)
    annul(wrong)
    decide(package, section="46")
    new = make_files(package)
    page = read(client, public_address(package))
    assert all(each.sha256 in page for each in old)
    assert not any(each.sha256 in page for each in new)
    for each in new:
        assert client.get(public_address(package, "public_document", each.pk)).status_code == 404
    publish_decision(package=reload(package), actor=None, opened=reload(package).version)
    page = read(client, public_address(package))
    assert "An earlier result was annulled" in page
    assert "What was promised" in page
    assert page.index(new[0].sha256) < page.index('id="annulled"') < page.index(old[0].sha256)
    assert page.count(old[0].sha256) == 1


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (HandlingResult.REJECTED, "The council rejected the promise."),
        (HandlingResult.RETURNED, "The promise was returned for preparation."),
    ],
)
def test_everybody_is_told_what_holds_instead(client, package, result, words):
    wrong = decide(package)
    publish(package)
    annul(wrong)
    decide(package, result=result)
    assert words in read(client, public_address(package))


def test_result_that_was_never_published_is_told_to_nobody(client, package):
    row = decide(package)
    files = make_files(package)
    annul(row)
    assert client.get(public_address(package)).status_code == 404
    decide(package, section="46")
    publish(package)
    page = read(client, public_address(package))
    assert "annulled" not in page
    for each in files:
        assert each.sha256 not in page
        assert client.get(public_address(package, "public_document", each.pk)).status_code == 404


def test_decision_that_holds_stands_before_an_annulled_one(client, package):
    decide(package)
    publish(package)
    newer = second_package(package)
    row = decide(newer)
    publish(newer)
    annul(row)
    page = read(client, public_address(package))
    assert "What was promised" in page
    assert f'href="{public_address(newer, "decision_of", newer.pk)}"' in page
    assert "annulled</span>" in page
    assert "has been annulled" in read(client, public_address(newer, "decision_of", newer.pk))


def test_reason_is_inert_on_the_page(client, package):
    row = decide(package)
    publish(package)
    annul(row, reason="<script>alert(1)</script>")
    assert "<script>alert" not in read(client, public_address(package))
