"""What a project's export holds of who was heard and what they said: what everybody may read, and nothing else."""

import pytest

from participation.domain.ballot import GivenAnswer
from participation.domain.coding import Coding, code_contributions
from participation.domain.contribution import withdraw_contribution
from participation.domain.hearing import Turnout, record_hearing
from participation.domain.moderation import hide_contributions, publish_contributions, redact_contribution
from participation.domain.plan import plan_method
from participation.domain.response import Answer, write_response
from participation.domain.synthesis import approve_synthesis, begin_syntheses, write_point
from participation.exports import export_project
from participation.models import Contribution, Survey, Synthesis
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.participation import answer, make_group, make_open_survey
from tests.factories.projects import make_project
from tests.factories.voices import make_contribution
from tests.participation.test_results import closed
from tests.support import as_written, count_queries


@pytest.fixture
def actor(region):
    return make_user(region, "preparer", name="Petra Beredare")


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


def exported(project: Project):
    return as_written(export_project(project.pk))


def of(project: Project, contribution: Contribution):
    """Return what the export says of a contribution."""
    [found] = [row for row in exported(project)["contributions"] if row["id"] == contribution.pk]
    return found


def publish(contribution: Contribution, actor) -> None:
    opened = {contribution.pk: contribution.version}
    publish_contributions(project=contribution.project, opened=opened, actor=actor)


def answered(survey: Survey, figures: str) -> None:
    """Send one scale answer for each digit."""
    scale = survey.questions.get(kind="scale")
    for figure in figures:
        answer(survey, GivenAnswer(scale.pk, number=int(figure)))


def scale_of(project: Project):
    [survey] = exported(project)["surveys"]
    [question] = [row for row in survey["questions"] if row["kind"] == "scale"]
    return survey, [row["count"] for row in question["answers"]]


def test_export_holds_groups_with_their_plan_and_who_came(project):
    group = make_group(project, name_sv="Äldre", name_fi="Iäkkäät", name_en="")
    values = {
        "method": "workshops",
        "level": "dialogue",
        "from_day": None,
        "to_day": None,
        "responsible": "Enheten",
    }
    plan_method(group=group, values=values, actor=None)
    record_hearing(
        project=project,
        values={"title_sv": "Kafé", "method": "workshops", "day": clock.today(), "notes": "Kvällstider."},
        turnout=Turnout({group.pk: 7}, others=2),
        actor=None,
    )
    make_group(make_project(project.region), name_sv="Annanstans")
    found = exported(project)
    [row] = found["groups"]
    assert (row["id"], row["name"], row["relevance"]) == (
        group.pk,
        {"sv": "Äldre", "fi": "Iäkkäät"},
        "central",
    )
    assert row["plan"] == [
        {"method": "workshops", "level": "dialogue", "from": None, "to": None, "responsible": "Enheten"}
    ]
    [event] = found["events"]
    assert (event["title"], event["day"]) == ({"sv": "Kafé"}, clock.today().isoformat())
    assert (event["participants"], event["groups"]) == (9, [{"group": group.pk, "participants": 7}])


@pytest.mark.requirement(121)
def test_survey_has_no_results_before_it_is_closed_and_counted(project):
    survey = make_open_survey(project)
    answered(survey, "5555555555")
    told, counts = scale_of(project)
    assert (told["state"], told["has_results"], told["people"]) == ("open", False, None)
    assert counts == [None] * 5
    closed(survey)
    told, counts = scale_of(project)
    assert (told["has_results"], told["people"], counts) == (True, 10, [0, 0, 0, 0, 10])


@pytest.mark.requirement(121)
@pytest.mark.parametrize(
    ("figures", "people", "counts"),
    [
        ("5555", None, [None] * 5),
        ("11" + "5" * 20, 22, [None, None, None, None, None]),
        ("1" * 12 + "2" * 8 + "33" + "4" * 30, 52, [12, None, None, 30, 0]),
    ],
)
def test_small_groups_are_hidden_in_the_export_as_on_the_page(project, figures, people, counts):
    survey = make_open_survey(project)
    answered(survey, figures)
    closed(survey)
    told, found = scale_of(project)
    assert (told["people"], found) == (people, counts)


def test_only_words_that_everybody_may_read_are_exported(project, actor):
    waiting = make_contribution(project, "Min diabetes")
    redacted = make_contribution(
        project, "Läkaren Lasse kom sent", email="writer@example.fi", name="Vera Skribent"
    )
    hidden = make_contribution(project, "Otack")
    gone = make_contribution(project, "Ångrar mig")
    redact_contribution(
        contribution=redacted,
        actor=actor,
        opened=redacted.version,
        public_text="[…] kom sent",
        reason="personal_data",
        note="Namnet Lasse",
    )
    publish(hidden, actor)
    hidden.refresh_from_db()
    hide_contributions(project=project, opened={hidden.pk: hidden.version}, actor=actor, reason="insult")
    publish(gone, actor)
    withdraw_contribution(contribution=gone)
    make_contribution(make_project(project.region), "Annanstans", moderates_first=False)
    found = {row["id"]: (row["moderation"], row["words"]) for row in exported(project)["contributions"]}
    assert found == {
        waiting.pk: ("pending", ""),
        redacted.pk: ("redacted", "[…] kom sent"),
        hidden.pk: ("hidden", ""),
        gone.pk: ("withdrawn", ""),
    }
    redacted.refresh_from_db()
    whole = str(exported(project))
    for secret in ("Lasse", "writer@example.fi", "Vera", redacted.code_hash, "Petra"):
        assert secret not in whole, secret


def test_words_left_in_a_row_that_is_not_shown_stay_there(project):
    """Hiding empties the public words; should a row keep them all the same, its state still decides."""
    row = make_contribution(project, "Hemligt", moderates_first=False)
    Contribution.objects.filter(pk=row.pk).update(moderation="hidden", public_text="Hemligt")
    assert of(project, row)["words"] == ""


def test_contribution_that_is_shown_has_its_place_codes_and_published_answer(project, actor):
    group = make_group(project)
    said = make_contribution(project, "Öppna på kvällar")
    coding = Coding(about=[("availability", "resident")], new_theme="Tider", group=group)
    code_contributions(project=project, ids=[said.pk], coding=coding, actor=actor)
    write_response(
        contribution=said, actor=actor, answer=Answer("accepted", "Vi gör det", "sv"), publish=False
    )
    said.refresh_from_db()
    assert set(of(project, said)) == {"id", "channel", "language", "received_on", "moderation", "words"}
    publish(said, actor)
    found = of(project, said)
    assert (found["group"], found["response"]) == (group.pk, None)
    assert found["codes"] == [{"perspective": "availability", "viewpoint": "resident", "theme": "Tider"}]
    write_response(
        contribution=said, actor=actor, answer=Answer("accepted", "Vi gör det", "sv"), publish=True, opened=1
    )
    answer_ = of(project, said)["response"]
    assert (answer_["outcome"], answer_["words"], answer_["language"]) == ("accepted", "Vi gör det", "sv")


def write_synthesis(project, actor, perspective: str, *citations: int) -> Synthesis:
    begin_syntheses(project=project)
    row = Synthesis.objects.get(project=project, perspective=perspective)
    bodies = {"sv": "Tiderna är för få.", "fi": "Aikoja on liian vähän."}
    write_point(
        synthesis=row,
        bodies=bodies,
        citations=citations,
        is_differing=False,
        expected=row.version,
        actor=actor,
    )
    return row


def test_synthesis_is_exported_with_what_it_cites_once_a_person_approved_it(project, actor):
    said = make_contribution(project, moderates_first=False)
    row = write_synthesis(project, actor, "quality", said.pk)

    def found():
        [synthesis] = [each for each in exported(project)["syntheses"] if each["perspective"] == "quality"]
        return synthesis

    assert (found()["state"], found()["sentences"]) == ("draft", [])
    approve_synthesis(synthesis=row, expected=row.version, actor=actor)
    assert found()["state"] == "approved"
    assert {(each["language"], each["words"], *each["citations"]) for each in found()["sentences"]} == {
        ("sv", "Tiderna är för få.", said.pk),
        ("fi", "Aikoja on liian vähän.", said.pk),
    }


def test_export_costs_the_same_with_more_of_everything(project, actor):
    perspectives = iter(("availability", "accessibility", "quality"))

    def more():
        group = make_group(project)
        plan_method(group=group, values={"method": "workshops"}, actor=None)
        record_hearing(
            project=project,
            values={"title_sv": "Kafé", "method": "workshops", "day": clock.today()},
            turnout=Turnout({group.pk: 7}),
            actor=None,
        )
        survey = make_open_survey(project)
        answered(survey, "55555")
        closed(survey)
        said = make_contribution(project, moderates_first=False)
        coding = Coding(about=[("availability", "resident")], new_theme=f"Tema {said.pk}")
        code_contributions(project=project, ids=[said.pk], coding=coding, actor=actor)
        write_response(contribution=said, actor=actor, answer=Answer("noted", "Ja", "sv"), publish=True)
        row = write_synthesis(project, actor, next(perspectives), said.pk)
        approve_synthesis(synthesis=row, expected=row.version, actor=actor)

    more()
    few, _sql = count_queries(lambda: export_project(project.pk))
    more()
    more()
    many, sql = count_queries(lambda: export_project(project.pk))
    assert few == many == 14, "\n".join(sql)
