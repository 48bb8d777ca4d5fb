"""A meeting on a day before what it handled was frozen needs a tick and a reason, by the days of Finland."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.enums import LanguageStatus
from decisions.domain.handling import WhyEarly, correct_handling
from decisions.domain.package import unfreeze_package, write_part
from decisions.enums import HandlingBody, HandlingResult, PackageState
from decisions.exports import export_project
from decisions.models import DecisionPackage, Handling
from decisions.pdf import document_html
from decisions.queries.document import document_view
from decisions.queries.freezing import frozen_on
from projects.models import EventDetail, ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import EARLY, NAMES, decide, freeze, make_package, reload
from tests.support import count_queries, send

# The clocks of Helsinki show 0.30 on 2 June, while it is still 1 June in UTC.
FROZEN = dt.datetime(2026, 6, 1, 21, 30, tzinfo=dt.UTC)
FROZEN_ON, DAY_BEFORE = dt.date(2026, 6, 2), dt.date(2026, 6, 1)
LATER = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
BOARD = {"body_kind": HandlingBody.BOARD, "result": HandlingResult.FORWARDED}
NOTHING_SAID = {"early": None}


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.fixture
def package(region) -> DecisionPackage:
    package = make_package(region=region)
    with clock.fixed(FROZEN):
        return freeze(package)


@pytest.fixture
def secretary(region):
    client = Client()
    client.force_login(make_user(region, "secretary"))
    return client


def address(package: DecisionPackage, name: str, *args: object) -> str:
    project = package.promise.project
    with translation.override("en"):
        return reverse(f"decisions:{name}", args=[project.region.slug, project.pk, package.pk, *args])


def sent(day: dt.date, **values: str) -> dict[str, str]:
    """Return what is sent to register that the board proposed the package to the council."""
    return {
        "body_kind": "board",
        "meeting_on": day.isoformat(),
        "section": "12",
        "result": "forwarded",
        **values,
    }


def correct(row: Handling, **values: object) -> Handling:
    return correct_handling(
        handling=row,
        actor=None,
        opened=row.version,
        **{
            "body_name": NAMES,
            "meeting_on": row.meeting_on,
            "section": "12",
            "changes": {},
            "minutes_url": "",
            "reason": "Fel dag.",
            **values,
        },
    )


@pytest.mark.parametrize("hour", [0, 23])
def test_meeting_on_the_day_of_the_freezing_is_asked_nothing_whatever_the_hour(region, hour):
    package = make_package(region=region)
    with clock.fixed(dt.datetime(2026, 6, 2, hour, 59, 59, tzinfo=clock.HELSINKI)):
        package = freeze(package)
    assert frozen_on(package) == FROZEN_ON
    row = decide(package, meeting_on=FROZEN_ON, **BOARD, **NOTHING_SAID)
    assert (row.early_reason, row.early_language) == ("", "")


@pytest.mark.parametrize("hour", [0, 23])
def test_meeting_on_the_day_before_the_freezing_needs_a_reason_whatever_the_hour(region, hour):
    package = make_package(region=region)
    with clock.fixed(dt.datetime(2026, 6, 2, hour, 0, 0, tzinfo=clock.HELSINKI)):
        package = freeze(package)
    for said in (NOTHING_SAID, {"early": WhyEarly("  ", "sv")}):
        with translation.override("en"), pytest.raises(DomainError, match="2\u00a0June 2026") as refused:
            decide(package, meeting_on=DAY_BEFORE, **BOARD, **said)
        assert refused.value.field == "early_reason"
    assert not Handling.objects.exists()
    row = decide(package, meeting_on=DAY_BEFORE, **BOARD)
    assert WhyEarly(row.early_reason, row.early_language) == EARLY


def test_reason_is_in_a_language_of_the_region(package):
    with pytest.raises(DomainError) as refused:
        decide(package, meeting_on=DAY_BEFORE, **BOARD, early=WhyEarly("Sent.", "sms"))
    assert refused.value.field == "early_language"


def test_reason_is_kept_only_where_the_meeting_came_before_the_freezing(package):
    row = decide(package, meeting_on=FROZEN_ON, **BOARD)
    assert (row.early_reason, row.early_language) == ("", "")
    assert "before_freezing" not in ProjectEvent.objects.get(kind="handling.registered").data


def test_ledger_tells_that_the_meeting_came_first_and_why(package):
    decide(package, meeting_on=DAY_BEFORE, undocumented="Papper på mötet.")
    event = ProjectEvent.objects.get(kind="handling.registered")
    assert event.data["before_freezing"] is True
    both = f"Papper på mötet. {EARLY.reason}"
    assert EventDetail.objects.get(event=event).words == {"reason": both}
    assert reload(package).history.first().history_change_reason == both


def test_content_that_was_frozen_anew_unchanged_counts_from_the_first_time(package):
    with clock.fixed(LATER):
        unfreeze_package(package=package, actor=None, opened=package.version, reason="Av misstag.")
        package = freeze(reload(package))
    assert frozen_on(package) == FROZEN_ON
    part = package.parts.get(kind="reporting", language="sv")
    with clock.fixed(LATER):
        unfreeze_package(package=package, actor=None, opened=package.version, reason="Siffror saknas.")
        write_part(
            package=package, kind="reporting", language="sv", actor=None, opened=part.version, body="Nytt."
        )
        package = freeze(reload(package))
    assert frozen_on(package) == clock.day_of(LATER)


def test_correction_looks_at_what_that_meeting_handled_and_not_at_what_was_frozen_since(package):
    with clock.fixed(LATER):
        row = decide(package, meeting_on=FROZEN_ON, **BOARD)
        unfreeze_package(package=package, actor=None, opened=reload(package).version, reason="Nya siffror.")
    assert frozen_on(reload(package)) is None
    assert frozen_on(reload(package), row) == FROZEN_ON
    row = correct(row, meeting_on=dt.date(2026, 6, 3))
    assert row.early_reason == ""
    with pytest.raises(DomainError) as refused:
        correct(row, meeting_on=DAY_BEFORE)
    assert refused.value.field == "early_reason"
    row = correct(row, meeting_on=DAY_BEFORE, early=EARLY)
    assert row.early_reason == EARLY.reason
    row = correct(row, section="13", reason="Fel paragraf.", early=EARLY)
    said = [each.detail.words["reason"] for each in ProjectEvent.objects.filter(kind="handling.corrected")]
    assert sorted(said) == ["Fel dag.", f"Fel dag. {EARLY.reason}", "Fel paragraf."]
    row = correct(row, meeting_on=FROZEN_ON, early=EARLY)
    assert (row.early_reason, row.early_language) == ("", "")


def test_correction_of_a_meeting_that_handled_what_was_frozen_anew_counts_from_that_day(package):
    part = package.parts.get(kind="reporting", language="sv")
    with clock.fixed(LATER):
        unfreeze_package(package=package, actor=None, opened=package.version, reason="Siffror saknas.")
        write_part(
            package=package, kind="reporting", language="sv", actor=None, opened=part.version, body="Nytt."
        )
        package = freeze(reload(package))
    with clock.fixed(LATER + dt.timedelta(days=1)):
        row = decide(package, meeting_on=clock.day_of(LATER), **BOARD)
        unfreeze_package(package=package, actor=None, opened=reload(package).version, reason="Nya siffror.")
    assert frozen_on(reload(package), row) == clock.day_of(LATER)


def test_form_asks_only_once_a_day_before_the_freezing_was_sent(secretary, package):
    there = address(package, "handling_create")
    assert "is_early" not in secretary.get(there).context["form"].fields
    assert "is_early" not in send(secretary, there, sent(FROZEN_ON, section="")).context["form"].fields
    assert (
        "is_early"
        not in send(secretary, there, sent(DAY_BEFORE) | {"meeting_on": "x"}).context["form"].fields
    )
    page = send(secretary, there, sent(DAY_BEFORE))
    assert set(page.context["form"].errors) == {"is_early"}
    assert "The package was frozen on 2\u00a0June 2026, after this meeting." in page.text
    names = list(page.context["form"].fields)
    assert names[names.index("meeting_on") :][:4] == [
        "meeting_on",
        "is_early",
        "early_reason",
        "early_language",
    ]
    page = send(secretary, there, sent(DAY_BEFORE, is_early="on", early_language="fi"))
    assert set(page.context["form"].errors) == {"early_reason"}
    page = send(
        secretary, there, sent(DAY_BEFORE, is_early="on", early_reason="x" * 241, early_language="fi")
    )
    assert set(page.context["form"].errors) == {"early_reason"}
    said = {"is_early": "on", "early_reason": "Kiire.", "early_language": "xx"}
    assert set(send(secretary, there, sent(DAY_BEFORE, **said)).context["form"].errors) == {"early_language"}
    assert not Handling.objects.exists()
    assert send(secretary, there, sent(DAY_BEFORE, **said | {"early_language": "fi"})).status_code == 302
    assert Handling.objects.get().early_language == "fi"
    page = secretary.get(address(package, "package_detail")).text
    assert 'Reason: <span lang="fi">Kiire.</span>' in page


def test_reason_without_the_tick_is_not_taken(secretary, package):
    page = send(secretary, address(package, "handling_create"), sent(DAY_BEFORE, early_reason="Kiire."))
    assert set(page.context["form"].errors) == {"is_early"}
    assert "Kiire." in page.text
    assert reload(package).state == PackageState.FROZEN


def test_region_with_one_language_is_not_asked_for_it(db):
    region = make_region(language_status=LanguageStatus.FINNISH)
    with region_scope(region):
        package = make_package(region=region)
        with clock.fixed(FROZEN):
            package = freeze(package)
        client = Client()
        client.force_login(make_user(region, "secretary"))
        there = address(package, "handling_create")
        assert send(client, there, sent(DAY_BEFORE)).context["form"]["early_language"].is_hidden
        assert send(client, there, sent(DAY_BEFORE, is_early="on", early_reason="Kiire.")).status_code == 302
        assert Handling.objects.get().early_language == "fi"


def test_correction_keeps_the_reason_asks_for_it_and_shows_a_conflict(secretary, package):
    row = decide(package, meeting_on=FROZEN_ON, **BOARD)
    there = address(package, "handling_edit", row.pk)
    assert "is_early" not in secretary.get(there).context["form"].fields
    form = {
        "body_name_sv": "Styrelsen",
        "body_name_fi": "Hallitus",
        "meeting_on": DAY_BEFORE.isoformat(),
        "section": "12",
        "reason": "Fel dag",
        "opened_version": "1",
    }
    asked = secretary.post(there, form).context["form"]
    assert (set(asked.errors), asked.initial["early_language"]) == ({"is_early"}, "en")
    said = {**form, "is_early": "on", "early_reason": "Kiire.", "early_language": "fi"}
    assert secretary.post(there, said).status_code == 302
    form_shown = secretary.get(there).context["form"]
    assert form_shown["is_early"].value() is True
    assert form_shown["early_reason"].value() == "Kiire."
    assert form_shown["early_language"].value() == "fi"
    Handling.objects.update(meeting_on=FROZEN_ON, early_reason="", early_language="")
    conflict = secretary.post(there, said)
    assert conflict.status_code == 409
    assert "Kiire." in conflict.text


def test_reason_is_exported_and_shown_to_nobody_outside(region, package):
    decide(package, meeting_on=DAY_BEFORE)
    [found] = export_project(package.promise.project_id)["packages"]
    told = found["handlings"][0]
    assert WhyEarly(told["early_reason"], told["early_language"]) == EARLY
    assert EARLY.reason not in document_html(document_view(reload(package), "sv"))


def test_day_of_the_freezing_costs_one_statement(package):
    assert count_queries(lambda: frozen_on(package))[0] == 1
