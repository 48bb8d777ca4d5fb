"""Syntheses: sentences that cite contributions, approved by a person, walked both ways."""

import pytest
from django.urls import reverse

from participation.domain.contribution import withdraw_contribution
from participation.domain.synthesis import (
    approve_synthesis,
    begin_syntheses,
    remove_point,
    reopen_synthesis,
    write_point,
)
from participation.enums import SynthesisState
from participation.models import Synthesis, SynthesisCitation, SynthesisSentence
from participation.phase import public_pages
from participation.queries.gate import synthesis_check
from participation.queries.synthesis import candidates
from participation.queries.thread import SynthesisThread
from projects.enums import Perspective
from projects.models import ProjectEvent
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.factories.accounts import make_user
from tests.factories.projects import make_project, start
from tests.factories.voices import make_contribution
from tests.participation.conftest import url
from tests.support import assert_constant_queries, count_queries

pytestmark = pytest.mark.usefixtures("in_english")

QUALITY = Perspective.QUALITY


@pytest.fixture
def project(region):
    row = make_project(region)
    with region_scope(region):
        begin_syntheses(project=row)
    return row


def synthesis_of(project, perspective=QUALITY):
    with region_scope(project.region):
        rows = Synthesis.objects.select_related("project__region", "region")
        return rows.get(project=project, perspective=perspective)


def write(project, actor, *rows, bodies=None, is_differing=False, perspective=QUALITY, **values):
    synthesis = synthesis_of(project, perspective)
    with region_scope(project.region):
        return write_point(
            synthesis=synthesis,
            bodies=bodies or {"sv": "Kön är lång.", "fi": "Jono on pitkä."},
            citations=[row.pk for row in rows],
            is_differing=is_differing,
            expected=synthesis.version,
            actor=actor,
            **values,
        )


def approve(project, actor, perspective=QUALITY):
    synthesis = synthesis_of(project, perspective)
    with region_scope(project.region):
        return approve_synthesis(synthesis=synthesis, expected=synthesis.version, actor=actor)


@pytest.mark.requirement(60)
def test_new_project_has_five_empty_syntheses(region):
    project = start(region)
    with region_scope(region):
        rows = Synthesis.objects.filter(project=project)
        assert {row.perspective for row in rows} == set(Perspective.values)
        assert begin_syntheses(project=project) == 0


@pytest.mark.requirement(60)
def test_sentence_of_a_synthesis_cites_contributions_in_each_language(project, region, preparer):
    first, second = make_contribution(project), make_contribution(project)
    write(project, preparer, first, second)
    with region_scope(region):
        cited = SynthesisCitation.objects.values_list("sentence__language", "contribution")
        assert sorted(cited) == [("fi", first.pk), ("fi", second.pk), ("sv", first.pk), ("sv", second.pk)]
        synthesis = approve(project, preparer)
        assert (synthesis.state, synthesis.approved_by) == (SynthesisState.APPROVED, preparer)
        assert synthesis_check(project.pk).value == "1 of 5"
        event = ProjectEvent.objects.get(kind="synthesis.approved")
        assert (event.actor, event.data["perspective"]) == (preparer.uuid, "quality")


@pytest.mark.requirement(60)
@pytest.mark.parametrize(
    ("bodies", "cites", "words"),
    [
        (None, True, "Write at least one sentence"),
        ({"sv": "Kön är lång."}, True, "Point 1 is missing in this language: Finnish."),
        ({"sv": "Kön är lång.", "fi": "Jono on pitkä."}, False, "Point 1 cites nobody yet."),
    ],
)
def test_synthesis_is_not_approved_before_it_is_whole(bodies, cites, words, project, preparer):
    row = make_contribution(project)
    if bodies:
        write(project, preparer, *([row] if cites else []), bodies=bodies)
    with pytest.raises(DomainError, match=words):
        approve(project, preparer)
    assert synthesis_of(project).state == SynthesisState.DRAFT


def test_approved_synthesis_is_opened_again_before_it_changes(project, region, preparer):
    order = write(project, preparer, make_contribution(project))
    approved = approve(project, preparer)
    with pytest.raises(IllegalTransition):
        write(project, preparer, order=order)
    with region_scope(region):
        reopen_synthesis(synthesis=approved, expected=approved.version, actor=preparer)
        with pytest.raises(IllegalTransition):
            reopen_synthesis(synthesis=synthesis_of(project), expected=approved.version, actor=preparer)
    write(project, preparer, order=order, bodies={"sv": "Kortare nu."})
    assert synthesis_of(project).approved_by is None


def test_second_of_two_writers_is_shown_the_conflict(project, region, preparer):
    stale = synthesis_of(project)
    write(project, preparer)
    with region_scope(region):
        with pytest.raises(EditConflict):
            write_point(
                synthesis=stale,
                bodies={"sv": "Annat"},
                citations=[],
                is_differing=False,
                expected=stale.version,
                actor=preparer,
            )
        assert SynthesisSentence.objects.count() == 2


def test_rewriting_a_point_keeps_its_history_and_changes_whom_it_cites(project, region, preparer):
    first, second = make_contribution(project), make_contribution(project)
    order = write(project, preparer, first)
    write(project, preparer, second, order=order, bodies={"sv": "Kön är kortare.", "fi": ""})
    with region_scope(region):
        [sentence] = SynthesisSentence.objects.all()
        assert [row.contribution for row in sentence.citations.all()] == [second]
        assert [row.body for row in sentence.history.all()] == ["Kön är kortare.", "Kön är lång."]


def test_point_is_removed_in_every_language(project, region, preparer):
    order = write(project, preparer, make_contribution(project))
    synthesis = synthesis_of(project)
    with region_scope(region):
        remove_point(synthesis=synthesis, order=order, expected=synthesis.version, actor=preparer)
        assert not SynthesisSentence.objects.exists()
        assert not SynthesisCitation.objects.exists()


def test_contributions_of_other_projects_and_withdrawn_ones_are_not_cited(project, region, preparer):
    foreign, gone = make_contribution(make_project(region)), make_contribution(project)
    with region_scope(region):
        withdraw_contribution(contribution=gone)
    for row in (foreign, gone):
        with pytest.raises(DomainError):
            write(project, preparer, row)


def test_point_keeps_citing_what_was_withdrawn_after_it_was_cited(project, region, preparer):
    row = make_contribution(project)
    order = write(project, preparer, row)
    with region_scope(region):
        withdraw_contribution(contribution=row)
    write(project, preparer, row, order=order, bodies={"sv": "Kön är kortare.", "fi": "Jono on lyhyempi."})
    with region_scope(region):
        assert {each.contribution for each in SynthesisCitation.objects.all()} == {row}
        assert set(SynthesisSentence.objects.values_list("body", flat=True)) == {
            "Kön är kortare.",
            "Jono on lyhyempi.",
        }


@pytest.mark.requirement(61)
def test_differing_views_stand_side_by_side(project, preparer, client):
    row = make_contribution(project, codes=[(QUALITY, "")])
    write(project, preparer, row, bodies={"sv": "Somliga vill.", "fi": "Jotkut haluavat."}, is_differing=True)
    write(project, preparer, row, bodies={"sv": "Andra inte.", "fi": "Toiset eivät."}, is_differing=True)
    page = client.get(url(project, "synthesis_edit", QUALITY))
    assert [point["sentences"][0]["body"] for point in page.context["page"]["differing"]] == [
        "Somliga vill.",
        "Andra inte.",
    ]
    assert "Where views differ" in page.text


@pytest.mark.requirement(60)
def test_citing_is_walked_both_ways(project, preparer, client):
    row = make_contribution(project, "Jag väntade länge.", codes=[(QUALITY, "")])
    write(project, preparer, row)
    synthesis = client.get(url(project, "synthesis_edit", QUALITY)).text
    assert "Jag väntade länge." in synthesis
    assert url(project, "contribution_detail", row.pk) in synthesis
    contribution = client.get(url(project, "contribution_detail", row.pk)).text
    assert "Kön är lång." in contribution
    assert url(project, "synthesis_edit", QUALITY) in contribution


def test_approved_synthesis_leads_to_what_everybody_reads(project, preparer, client):
    write(project, preparer, make_contribution(project))
    public = reverse("participation:synthesis_public", args=[project.region.slug, project.slug])
    assert public not in client.get(url(project, "synthesis_edit", QUALITY)).text
    approve(project, preparer)
    page = client.get(url(project, "synthesis_edit", QUALITY)).text
    assert f'href="{public.replace("/sv/", "/en/")}"' in page or f'href="{public}"' in page
    with region_scope(project.region):
        project.is_public, project.closed_reason = False, "Det gäller enskilda."
        project.save()
    assert "/heard/" not in client.get(url(project, "synthesis_edit", QUALITY)).text


def test_thread_leads_from_contribution_to_synthesis_and_shows_the_public_what_is_approved(
    project, region, preparer
):
    row = make_contribution(project)
    write(project, preparer, row)
    synthesis = synthesis_of(project)
    said, written = Ref("contribution", str(row.pk)), Ref("synthesis", str(synthesis.pk))
    thread = SynthesisThread()
    with region_scope(region):
        assert list(thread.edges([said])) == [(said, written)]
        assert list(thread.edges([written])) == [(said, written)]
        assert list(thread.edges([Ref("contribution", "x"), Ref("version", "1")])) == []
        assert list(thread.cards([written])) == []
        approve(project, preparer)
        [card] = thread.cards([written])
        assert (card.quote, card.lang) == ("Kön är lång.", "sv")


def test_point_is_written_on_its_page(project, region, preparer, client):
    row = make_contribution(project, codes=[(QUALITY, "")])
    data = {
        "body_sv": "Kön är lång.",
        "body_fi": "Jono on pitkä.",
        "citations": [row.pk],
        "opened_version": synthesis_of(project).version,
    }
    assert client.post(url(project, "point_create", QUALITY), data).status_code == 302
    with region_scope(region):
        order = SynthesisSentence.objects.values_list("order", flat=True)[0]
    page = client.get(url(project, "point_edit", QUALITY, order)).text
    assert "Jono on pitkä." in page
    assert f'value="{row.pk}" id="cite-{row.pk}" checked' in page
    opened = {"opened_version": synthesis_of(project).version}
    assert client.post(url(project, "synthesis_approve", QUALITY), opened).status_code == 302
    assert synthesis_of(project).state == SynthesisState.APPROVED


def test_removing_a_point_is_asked_and_refused_over_what_a_colleague_wrote_meanwhile(
    project, region, preparer, client
):
    order = write(project, preparer, make_contribution(project))
    address = url(project, "point_remove", QUALITY, order)
    page = client.get(url(project, "point_edit", QUALITY, order)).text
    assert f'href="{address}"' in page
    assert f'action="{address}"' not in page
    asked = client.get(address)
    assert "Kön är lång." in asked.text
    opened = {"opened_version": asked.context["form"].initial["opened_version"]}
    write(project, preparer, make_contribution(project), order=order, bodies={"sv": "Kortare.", "fi": ""})
    late = client.post(address, opened)
    assert (late.status_code, "Kortare." in late.text) == (409, True)
    again = {"opened_version": late.context["form"]["opened_version"].value()}
    assert client.post(address, again).url == url(project, "synthesis_edit", QUALITY)
    with region_scope(region):
        assert not SynthesisSentence.objects.exists()


def test_empty_point_is_told_beside_its_field_and_the_citations_are_kept(project, preparer, client):
    row = make_contribution(project, codes=[(QUALITY, "")])
    data = {"body_sv": " ", "body_fi": "", "citations": [row.pk], "opened_version": "1"}
    response = client.post(url(project, "point_create", QUALITY), data)
    assert 'href="#id_body_sv"' in response.text
    assert f'id="cite-{row.pk}" checked' in response.text


def test_conflict_over_a_point_keeps_the_words_and_sending_again_saves(project, preparer, client):
    row = make_contribution(project, codes=[(QUALITY, "")])
    opened = synthesis_of(project).version
    write(project, preparer, row)
    data = {"body_sv": "Mina ord", "body_fi": "Sanani", "opened_version": str(opened)}
    response = client.post(url(project, "point_create", QUALITY), data)
    assert "Somebody else saved this while you were writing." in response.text
    assert "Mina ord" in response.text
    data["opened_version"] = response.context["form"]["opened_version"].value()
    assert client.post(url(project, "point_create", QUALITY), data).status_code == 302


def test_approving_an_old_page_is_refused(project, preparer, client):
    write(project, preparer, make_contribution(project))
    client.post(url(project, "synthesis_approve", QUALITY), {"opened_version": "1"})
    assert synthesis_of(project).state == SynthesisState.DRAFT


def test_project_without_rows_yet_begins_its_syntheses_with_the_first_point(region, preparer, client):
    project = make_project(region)
    assert client.get(url(project, "synthesis_edit", QUALITY)).status_code == 200
    data = {"body_sv": "Först.", "opened_version": "1"}
    assert client.post(url(project, "point_create", QUALITY), data).status_code == 302
    with region_scope(region):
        assert Synthesis.objects.filter(project=project).count() == 5


def test_unknown_perspective_and_point_are_not_found(project, preparer, client):
    assert client.get(url(project, "synthesis_edit", "beauty")).status_code == 404
    assert client.get(url(project, "point_edit", QUALITY, 99)).status_code == 404


def test_everybody_reads_approved_syntheses_with_the_public_words_alone(project, region, preparer, client):
    shown = make_contribution(project, "Alla får läsa detta.", moderates_first=False)
    waiting = make_contribution(project, "Kanarie väntar.")
    write(project, preparer, shown, waiting)
    address = reverse("participation:synthesis_public", args=[region.slug, project.slug])
    client.logout()
    assert "Kön är lång." not in client.get(f"{address}?early").text
    with region_scope(region):
        assert public_pages(project) == []
    approve(project, preparer)
    page = client.get(f"{address}?late").text
    assert "Kön är lång." in page
    assert "Alla får läsa detta." in page
    assert "Kanarie" not in page
    assert "/work/" not in page.partition("<footer")[0]
    with region_scope(region):
        assert public_pages(project) == [("What we have heard", address)]


def test_public_page_costs_the_same_with_more_points(project, region, preparer, client):
    address = reverse("participation:synthesis_public", args=[region.slug, project.slug])
    costs = []
    for perspective in (Perspective.QUALITY, Perspective.AVAILABILITY, Perspective.INTEGRATION):
        for _ in range(2):
            write(project, preparer, make_contribution(project), perspective=perspective)
        approve(project, preparer, perspective)
        client.get(f"{address}?warm-{perspective}")
        costs.append(count_queries(lambda key=perspective: client.get(f"{address}?{key}"))[0])
    assert len(set(costs)) == 1


@pytest.mark.parametrize("name", ["synthesis_list", "synthesis_edit", "point_create"])
def test_page_costs_the_same_with_many_points(name, project, preparer, client):
    args = [] if name == "synthesis_list" else [QUALITY]

    def make_rows(number):
        for _ in range(number):
            write(project, preparer, make_contribution(project, codes=[(QUALITY, "")]))

    assert_constant_queries(lambda: client.get(url(project, name, *args)), make_rows)


def test_observer_reads_and_approves_nothing(project, region, client):
    client.force_login(make_user(region, "observer"))
    assert client.get(url(project, "synthesis_edit", QUALITY)).status_code == 200
    assert client.post(url(project, "synthesis_approve", QUALITY)).status_code == 403
    assert client.get(url(project, "point_create", QUALITY)).status_code == 403


def test_refused_approval_leads_to_the_point_that_lacks_something(project, preparer, client):
    write(project, preparer, make_contribution(project), bodies={"sv": "Kön är lång."})
    [order] = {row.order for row in sentences_of(project)}
    client.force_login(preparer)
    opened = {"opened_version": str(synthesis_of(project).version)}
    page = client.post(url(project, "synthesis_approve", QUALITY), opened, follow=True)
    [told] = page.context["messages"]
    assert told.message == (
        "Point 1 is missing in this language: Finnish. "
        f'<a href="{url(project, "point_edit", QUALITY, order)}">Mend it</a>'
    )


def sentences_of(project):
    with region_scope(project.region):
        return list(synthesis_of(project).sentences.all())


def test_withdrawn_words_are_offered_only_to_the_point_that_cites_them(project, region):
    with region_scope(region):
        kept, gone = (make_contribution(project, codes=[(QUALITY, "")]) for _number in range(2))
        withdraw_contribution(contribution=gone)
        synthesis = synthesis_of(project)
        assert [row["id"] for row in candidates(synthesis, chosen=set())] == [kept.pk]
        offered = candidates(synthesis, chosen={gone.pk})
        assert [(row["id"], row["checked"]) for row in offered] == [(gone.pk, True), (kept.pk, False)]
