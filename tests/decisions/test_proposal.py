"""What the council is asked to decide stands first in the package: begun with a draft, frozen only once it is saved."""

import copy
import io
from html import unescape

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from decisions.domain.package import change_package, create_package, freeze_package, write_part
from decisions.enums import HandlingResult, PartKind
from decisions.exports import export_project
from decisions.models import DecisionPackage, PackagePart
from decisions.pdf import document_html, make_document
from decisions.queries.completeness import needs_of, part_guidance
from decisions.queries.content import content_digest
from decisions.queries.document import document_view
from decisions.queries.outline import outline
from drafting.domain.version import publish_version
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import decide, freeze, make_package, make_version, reload, reword_core
from tests.factories.projects import make_project
from tests.support import count_queries

DRAFTS = {
    "sv": [
        "Välfärdsområdesstyrelsen föreslår att välfärdsområdesfullmäktige beslutar att",
        "1. godkänna servicelöftet enligt version 1 (del 1),",
        "4. ge välfärdsområdesstyrelsen i uppdrag att genomföra löftet",
    ],
    "fi": [
        "Aluehallitus ehdottaa, että aluevaltuusto päättää",
        "1. hyväksyä palvelulupauksen version 1 mukaisena (osa 1),",
        "4. antaa aluehallituksen tehtäväksi panna lupaus toimeen",
    ],
}


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.fixture
def bare(region) -> DecisionPackage:
    """A package of which nobody has written anything yet."""
    return reload(create_package(draft=make_version(make_project(region)), actor=None))


def propose(package: DecisionPackage, language: str, body: str) -> PackagePart:
    part = PackagePart.objects.filter(package=package, kind=PartKind.PROPOSAL, language=language).first()
    return write_part(
        package=package,
        kind=PartKind.PROPOSAL,
        language=language,
        actor=None,
        opened=part.version if part else 1,
        body=body,
    )


def lacking(package: DecisionPackage) -> dict[str, str]:
    """Return {language: how its proposal stands} of what is not done."""
    with translation.override("en"):
        needs = needs_of(reload(package), "en")
    return {need.language: need.value for need in needs if need.kind == "proposal" and need.state != "done"}


def told(package: DecisionPackage) -> list[str]:
    """Return how the Finnish proposal stands, in words."""
    with translation.override("en"):
        needs = needs_of(reload(package), "en")
    return [need.value for need in needs if (need.kind, need.language) == ("proposal", "fi")]


def address(package: DecisionPackage, name: str, *args: object) -> str:
    project = package.promise.project
    with translation.override("en"):
        return reverse(f"decisions:{name}", args=[project.region.slug, project.pk, package.pk, *args])


def without_proposal(package: DecisionPackage) -> DecisionPackage:
    """Let a frozen package be as one that was frozen before there were proposals."""
    content = copy.deepcopy(package.frozen)
    del content["parts"]["proposal"]
    content["format"] = 1
    digest = content_digest(content, package.draft.snapshot)
    DecisionPackage.objects.filter(pk=package.pk).update(frozen=content, frozen_digest=digest)
    return reload(package)


@pytest.mark.parametrize("language", DRAFTS)
def test_draft_says_in_each_language_whose_promise_is_approved_and_what_follows(bare, language):
    draft = outline(bare, PartKind.PROPOSAL, language)
    project = bare.promise.project
    region, title = (
        getattr(row, f"{name}_{language}") for row, name in ((project.region, "name"), (project, "title"))
    )
    assert draft.startswith(f"**{region}: {title} {project.period_from}–{project.period_to}**\n\n")
    for words in DRAFTS[language]:
        assert words in draft
    assert draft.endswith(".")
    assert "…" not in draft


def test_draft_names_the_bodies_of_a_region_with_its_own_words_for_them_by_none_of_a_county():
    city = make_region(
        kind="city", terminology={"council": {"sv": "stadsfullmäktige", "fi": "kaupunginvaltuusto"}}
    )
    with region_scope(city):
        package = reload(create_package(draft=make_version(make_project(city)), actor=None))
        assert "Styrelsen föreslår att fullmäktige beslutar att" in outline(package, "proposal", "sv")
        finnish = outline(package, "proposal", "fi")
    assert "Hallitus ehdottaa, että valtuusto päättää" in finnish
    assert "alue" not in finnish.partition("\n\n")[2]


def test_draft_names_the_bodies_of_a_county_with_its_own_words_for_them_as_those_of_any_region():
    county = make_region(terminology={"board": {"sv": "landskapsstyrelsen", "fi": "maakuntahallitus"}})
    with region_scope(county):
        package = reload(create_package(draft=make_version(make_project(county)), actor=None))
        assert "Styrelsen föreslår att fullmäktige beslutar att" in outline(package, "proposal", "sv")


def test_draft_of_one_of_several_promises_names_its_customer_group_and_of_one_year_that_year(region):
    project = make_project(region, period_from=2027, period_to=2027)
    package = create_package(draft=make_version(project), actor=None)
    assert "Kundgrupp" not in outline(reload(package), "proposal", "sv")
    assert " 2027**" in outline(reload(package), "proposal", "sv")
    draft = package.draft
    draft.snapshot["promise"]["customer_group"] = {"sv": "Äldre"}
    assert "Kundgrupp: Äldre" in outline(package, "proposal", "sv")


def test_parts_go_by_the_numbers_of_the_handbook():
    assert [(kind.number, kind.value) for kind in PartKind] == [
        (0, "proposal"),
        (1, "promise"),
        (2, "implementation"),
        (3, "follow_up"),
        (4, "reporting"),
        (5, "evaluation"),
        (6, "citizen_communication"),
    ]


@pytest.mark.parametrize("kind", PartKind.values)
def test_what_a_text_should_tell_is_said_in_the_readers_language(kind):
    said = [part_guidance(kind, language) for language in ("sv", "fi", "en")]
    assert len({*said, ""}) == 4


@pytest.mark.requirement(89)
def test_draft_is_no_proposal_until_somebody_has_saved_it(region):
    package = make_package(region=region)
    draft = outline(package, PartKind.PROPOSAL, "sv")
    propose(package, "sv", "")
    assert lacking(package) == {"sv": "a draft waits to be read and saved"}
    with translation.override("en"), pytest.raises(DomainError, match=r"Proposal for a decision \(Swedish\)"):
        freeze_package(package=package, actor=None, opened=reload(package).version)
    propose(package, "sv", draft)
    assert lacking(package) == {}
    assert freeze(package).frozen["parts"]["proposal"]["sv"]["body"] == draft


@pytest.mark.parametrize(
    "body",
    [
        "Godkänna löftet enligt version 1.",
        "Hyväksyä lupaus versiossa 1.",
        "Hyväksyä lupauksen version 1 mukaisena.",
        "Godkänna version 1 av servicelöftet.",
        "Approve the service promise in accordance with version 1.",
    ],
)
def test_proposal_of_another_version_than_goes_to_the_council_is_pointed_out(region, body):
    package = make_package(region=region)
    propose(package, "fi", body)
    assert lacking(package) == {}
    reword_core(package.promise, "Hjälp nära dig")
    newer = publish_version(promise=package.promise, actor=None)
    change_package(
        package=package,
        actor=None,
        opened=reload(package).version,
        draft=newer,
        presenter="Anna",
        registry_number="",
    )
    assert lacking(package) == {"fi": "names version 1, but version 2 goes to the council"}
    propose(package, "fi", f"{body} Sen sijaan version 2.")
    assert lacking(package) == {}
    assert told(package) == ["names also version 1; version 2 goes to the council"]
    propose(package, "fi", body.replace("1", "2"))
    assert lacking(package) == {}


@pytest.mark.parametrize(
    "body",
    [
        "Godkänna servicelöftet, berett enligt version 2 av handboken om servicelöften.",
        "Hyväksyä palvelulupauksen. Valmistelussa noudatettiin ohjeen versiota 2.",
        "Approve the promise. It was prepared by version 2 of the handbook.",
    ],
)
def test_proposal_that_names_a_version_of_something_else_is_not_held_back(region, body):
    package = make_package(region=region)
    propose(package, "fi", body)
    assert lacking(package) == {}
    said = "names version 2, but version 1 goes to the council"
    assert told(package) == [said]
    client = Client()
    client.force_login(make_user(region, "secretary"))
    asked = client.get(address(package, "package_freeze")).text
    assert f"Proposal for a decision (Finnish): {said}" in asked
    assert asked.count("goes to the council") == 1
    assert freeze(package).state == "frozen"


def test_page_of_the_proposal_begins_with_the_draft_and_says_that_it_is_one(region, bare):
    client = Client()
    client.force_login(make_user(region, "preparer"))
    there = address(bare, "part_edit", "proposal", "fi")
    page = client.get(there)
    assert page.context["form"].initial["body"] == outline(bare, "proposal", "fi")
    assert "This is a draft text" in page.text
    assert "Where the outline has …" not in page.text
    assert "Where the outline has …" in client.get(address(bare, "part_edit", "reporting", "fi")).text
    sent = {"opened_version": page.context["form"].fields["opened_version"].initial, "body": "Hyväksytään."}
    assert client.post(there, sent).status_code == 302
    again = client.get(there)
    assert "This is a draft text" not in again.text
    assert again.context["form"].initial["body"] == "Hyväksytään."
    assert client.post(there, {**sent, "body": "Hylätään."}).status_code == 409


def test_preview_shows_the_draft_as_a_draft_and_the_saved_words_as_they_are(region, bare):
    client = Client()
    client.force_login(make_user(region, "observer"))
    there = address(bare, "preview", "sv")
    before = unescape(client.get(there).text)
    assert "godkänna servicelöftet enligt version 1" in before
    assert "Det här är ett utkast som ingen har läst och sparat ännu" in before
    propose(bare, "sv", "Godkänna löftet.")
    after = client.get(there).text
    assert "Godkänna löftet." in after
    assert "Det här är ett utkast" not in after
    finnish = unescape(client.get(address(bare, "preview", "fi")).text)
    assert "hyväksyä palvelulupauksen version 1 mukaisena" in finnish


def test_package_that_was_begun_before_there_were_proposals_gets_one_when_it_is_written(region):
    package = make_package(region=region)
    PackagePart.objects.filter(package=package, kind=PartKind.PROPOSAL).delete()
    assert set(lacking(package)) == {"sv", "fi"}
    client = Client()
    client.force_login(make_user(region, "secretary"))
    for language in ("sv", "fi"):
        there = address(package, "part_edit", "proposal", language)
        sent = {"opened_version": 1, "body": client.get(there).context["form"].initial["body"]}
        assert client.post(there, sent).status_code == 302
    assert lacking(package) == {}
    assert set(freeze(package).frozen["parts"]) == set(PartKind.values)
    [exported] = export_project(package.promise.project_id)["packages"]
    assert list(dict.fromkeys(part["kind"] for part in exported["parts"])) == PartKind.values


def test_proposal_stands_before_the_six_parts_in_the_document_and_its_contents(region):
    html = document_html(document_view(freeze(make_package(region=region)), "fi"))
    places = [html.index(f'href="#{anchor}"') for anchor in ("proposal", "promise", "implementation")]
    assert places == sorted(places)
    places = [html.index(f'id="{anchor}"') for anchor in ("proposal", "promise", "implementation")]
    assert places == sorted(places)
    assert "<h2>Päätösehdotus</h2>" in html
    assert "Näin toimimme: proposal suomeksi." in html
    assert "<h2>1 Palvelulupaus</h2>" in html
    assert "<h2>6 Asukasviestintä</h2>" in html


@pytest.mark.requirement(90)
def test_document_of_what_was_frozen_before_there_were_proposals_says_what_it_said(region):
    package = without_proposal(freeze(make_package(region=region)))
    view = document_view(package, "sv")
    assert view.proposal is None
    assert view.digest == content_digest(package.frozen, package.draft.snapshot)
    assert "Beslutsförslag" not in document_html(view)
    with pikepdf.open(io.BytesIO(make_document(view))) as pdf:
        assert len(pdf.pages) > 1
    decide(package)
    decided = document_view(reload(package), "sv")
    assert (decided.proposal, decided.as_proposed) == (None, "")


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (HandlingResult.APPROVED, "Fullmäktige beslutade enligt förslaget."),
        (HandlingResult.AMENDED, "Fullmäktige godkände förslaget med ändringar."),
    ],
)
def test_decision_tells_whether_it_was_made_as_proposed(region, result, words):
    package = freeze(make_package(region=region))
    assert document_view(package, "sv").as_proposed == ""
    values = {}
    if result == HandlingResult.AMENDED:
        reword_core(package.promise, "Hjälp nära dig")
        values = {
            "changes": {"sv": "Kärnan.", "fi": "Ydin."},
            "amended_draft": publish_version(promise=package.promise, actor=None),
        }
    decide(package, result=result, **values)
    html = document_html(document_view(reload(package), "sv"))
    assert words in html
    assert html.index(words) < html.index('id="proposal"')


def test_draft_asks_nothing_of_the_database(bare):
    assert count_queries(lambda: outline(bare, PartKind.PROPOSAL, "sv"))[0] == 0
