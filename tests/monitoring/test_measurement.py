"""Values: one a day, corrected openly, judged at once; what is missing is shown as missing."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.urls import reverse

from monitoring.domain import indicator as indicator_verbs
from monitoring.domain.indicator import create_indicator, edit_indicator
from monitoring.domain.measurement import correct_measurement, record_measurement
from monitoring.models import Indicator, Measurement, StatementStatus, Target
from monitoring.queries.evidence import latest_statuses
from monitoring.queries.indicators import indicator_detail
from monitoring.queries.series import indicator_chart, slots
from monitoring.queries.statuses import statement_page
from monitoring.queries.wording import figure, unit_of
from projects.domain.statement import remove_statement
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.monitoring import make_indicator, make_measurement, make_status
from tests.factories.projects import make_project, make_promise, make_statement

DAY = dt.date(2027, 3, 1)


def status_of(statement):
    row = latest_statuses([statement.pk]).get(statement.pk)
    return row.status if row else None


def measure(indicator, value, actor, day=DAY, **values):
    return record_measurement(indicator=indicator, day=day, value=Decimal(str(value)), actor=actor, **values)


@pytest.fixture
def indicator(cast):
    return make_indicator(cast.promise, cast.first, targets={2027: 80})


def test_first_measurement_of_an_indicator_is_not_due_on_a_day_that_is_over(cast, noon):
    values = {"name_sv": "Svar", "unit_sv": "%", "source_sv": "Växeln", "kind": "progress"}
    given = {
        "project": cast.project,
        "actor": cast.manager,
        "statements": [],
        "values": values,
        "targets": {},
    }
    with region_scope(cast.region):
        with pytest.raises(DomainError) as refused:
            create_indicator(**given, first_due=clock.today() - dt.timedelta(days=1))
        assert refused.value.field == "first_due"
        assert create_indicator(**given, first_due=clock.today()).next_due_on == clock.today()


@pytest.mark.requirement(116)
def test_indicator_has_unit_source_baseline_and_targets_by_year(cast, noon):
    with region_scope(cast.region):
        indicator = create_indicator(
            project=cast.project,
            actor=cast.manager,
            statements=[cast.first.pk],
            values={
                "name_sv": "Svar samma dag",
                "unit_sv": "%",
                "source_sv": "Telefonväxeln",
                "kind": "progress",
                "baseline": Decimal("61.5"),
                "owner": cast.observer,
                "months_between": 3,
            },
            targets={2027: Decimal(70), 2028: Decimal(80), 2029: None},
        )
        stored = Indicator.objects.get(pk=indicator.pk)
        assert dict(Target.objects.values_list("year", "value")) == {2027: 70, 2028: 80}
    assert (stored.unit_sv, stored.source_sv, stored.baseline) == ("%", "Telefonväxeln", Decimal("61.5"))
    assert stored.next_due_on == dt.date(2027, 6, 10)


def test_indicator_of_the_whole_needs_no_statement_but_a_promise(cast, noon):
    values = {"name_sv": "Helheten", "unit_sv": "%", "source_sv": "Enkät", "kind": "outcome"}
    empty = make_project(cast.region)
    with region_scope(cast.region):
        indicator = create_indicator(
            project=cast.project, actor=cast.manager, statements=[], values=values, targets={}
        )
        assert indicator.promise == cast.promise
        with pytest.raises(DomainError):
            create_indicator(project=empty, actor=cast.manager, statements=[], values=values, targets={})


def test_indicator_cannot_be_owned_by_a_stranger(cast, noon):
    stranger = make_user(make_region(), "manager")
    with region_scope(cast.region), pytest.raises(DomainError) as refused:
        create_indicator(
            project=cast.project,
            actor=cast.manager,
            statements=[],
            values={"name_sv": "X", "unit_sv": "%", "source_sv": "Y", "kind": "outcome", "owner": stranger},
            targets={},
        )
    assert refused.value.field == "owner"


@pytest.mark.requirement(107)
@pytest.mark.parametrize(("value", "status"), [(85, "kept"), (75, "at_risk"), (50, "broken")])
def test_value_judges_the_statement_at_once(cast, indicator, noon, value, status):
    with region_scope(cast.region):
        changed = measure(indicator, value, cast.manager)
        assert [row.status for row in changed] == [status]
        row = latest_statuses([cast.first.pk])[cast.first.pk]
        assert ProjectEvent.objects.filter(kind="status.set").count() == 1
    assert (row.status, row.is_automatic, row.since, row.measurement.value) == (status, True, DAY, value)


def test_value_before_the_first_target_judges_nothing(cast, noon):
    indicator = make_indicator(cast.promise, cast.first, targets={2028: 80})
    with region_scope(cast.region):
        assert measure(indicator, 10, cast.manager) == []
        assert status_of(cast.first) is None


def test_statement_is_as_its_worst_indicator_says(cast, indicator, noon):
    other = make_indicator(cast.promise, cast.first, targets={2027: 80})
    with region_scope(cast.region):
        measure(indicator, 50, cast.manager)
        measure(other, 90, cast.manager)
        assert status_of(cast.first) == "broken"
        measure(indicator, 90, cast.manager, day=dt.date(2027, 3, 5))
        assert status_of(cast.first) == "kept"


def test_indicator_that_is_no_longer_used_says_nothing(cast, indicator, noon):
    retired = make_indicator(cast.promise, cast.first, targets={2027: 80}, is_active=False)
    make_measurement(retired, DAY, 1)
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        assert status_of(cast.first) == "kept"


def test_value_says_nothing_of_a_statement_that_was_taken_out(cast, indicator, noon):
    with region_scope(cast.region):
        remove_statement(
            statement=cast.first, actor=None, expected=cast.first.version, reason="Står på annat ställe"
        )
        assert measure(indicator, 50, cast.manager) == []


def test_late_entry_of_an_older_value_judges_nothing(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        assert measure(indicator, 10, cast.manager, day=dt.date(2027, 1, 1)) == []
        assert status_of(cast.first) == "kept"


def test_persons_judgement_stands_until_the_next_value(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 50, cast.manager, day=dt.date(2027, 2, 1))
    make_status(cast.first, "at_risk")
    with region_scope(cast.region):
        assert status_of(cast.first) == "at_risk"
        measure(indicator, 50, cast.manager)
        assert status_of(cast.first) == "broken"


def test_older_value_leaves_a_persons_judgement_alone(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 50, cast.manager)
    make_status(cast.first, "at_risk")
    with region_scope(cast.region):
        assert measure(indicator, 90, cast.manager, day=dt.date(2027, 1, 1)) == []
        assert status_of(cast.first) == "at_risk"


def test_same_judgement_of_the_same_value_is_not_repeated(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        measurement = Measurement.objects.get()
        changed = correct_measurement(
            measurement=measurement,
            expected=1,
            day=DAY,
            value=Decimal(91),
            actor=cast.manager,
            reason="Skrivfel",
        )
        assert changed == []
        assert StatementStatus.objects.count() == 1


def test_correction_judges_anew_and_keeps_the_value_before(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        measurement = Measurement.objects.get()
        correct_measurement(
            measurement=measurement,
            expected=1,
            day=DAY,
            value=Decimal(9),
            actor=cast.manager,
            reason="Kommatecknet stod fel",
        )
        assert status_of(cast.first) == "broken"
        history = list(measurement.history.values_list("value", "history_change_reason"))
        with pytest.raises(EditConflict):
            correct_measurement(
                measurement=measurement, expected=1, day=DAY, value=Decimal(8), actor=cast.manager
            )
        earlier = indicator_detail(indicator)["measurements"][0]["earlier"]
    assert history == [(Decimal(9), "Kommatecknet stod fel"), (Decimal(90), None)]
    shown = [(row["value"], row["day"], row["who"], row["reason"]) for row in earlier]
    before = figure(Decimal(90), unit_of(indicator))
    assert shown == [(before, DAY, cast.manager.get_full_name(), "Kommatecknet stod fel")]


def test_value_before_the_first_target_is_not_called_unmeasured(cast, indicator, noon, client):
    with region_scope(cast.region):
        indicator.targets.all().delete()
        measure(indicator, 90, cast.manager)
        reading = statement_page(cast.first)["readings"][0]
    assert (reading["status"], reading["lacks_target"]) == ("not_measured", True)
    client.force_login(cast.manager)
    address = reverse("monitoring:status_edit", args=[cast.region.slug, cast.project.pk, cast.first.pk])
    page = client.get(address.replace("/sv/", "/en/")).content.decode()
    assert "No target for that year" in page
    listed = client.get(reverse("monitoring:indicator_list", args=[cast.region.slug, cast.project.pk]))
    row = re.search(r'<li class="indicator-row">.*?</li>', listed.text, re.S)
    assert row
    assert "No target for that year" in row[0]
    assert "Not yet measured" not in row[0]
    for name, place in (("indicator_detail", cast.project.pk), ("indicator", cast.project.slug)):
        shown = client.get(reverse(f"monitoring:{name}", args=[cast.region.slug, place, indicator.pk]))
        assert "the value does not yet tell whether the promise is kept" in shown.text


def test_new_target_judges_anew(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 70, cast.manager)
        assert status_of(cast.first) == "broken"
        edit_indicator(
            indicator=Indicator.objects.get(),
            expected=1,
            actor=cast.manager,
            statements=[cast.first.pk],
            values={},
            targets={2027: Decimal(70)},
            reason="Fullmäktige sänkte målet",
        )
        assert status_of(cast.first) == "kept"


@pytest.mark.parametrize(("day", "value"), [(DAY, 1), (dt.date(2027, 3, 11), 1)])
def test_second_value_of_a_day_and_a_day_to_come_are_refused(cast, indicator, noon, day, value):
    make_measurement(indicator, DAY, 90)
    with region_scope(cast.region):
        with pytest.raises(DomainError) as refused:
            measure(indicator, value, cast.manager, day=day)
        assert Measurement.objects.count() == 1
    assert refused.value.field == "day"


def test_next_value_falls_due_after_the_newest(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        assert Indicator.objects.get().next_due_on == dt.date(2027, 6, 1)
        measure(indicator, 90, cast.manager, day=dt.date(2027, 1, 1))
        assert Indicator.objects.get().next_due_on == dt.date(2027, 6, 1)


def test_another_interval_moves_the_day_of_the_next_value(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        edit_indicator(
            indicator=Indicator.objects.get(),
            expected=1,
            actor=cast.manager,
            statements=[cast.first.pk],
            values={"months_between": 6},
            targets={},
        )
        assert Indicator.objects.get().next_due_on == dt.date(2027, 9, 1)


def test_open_form_of_the_indicator_is_not_disturbed_by_a_value(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager)
        assert Indicator.objects.get().version == 1


@pytest.mark.requirement(116)
@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], (2027, 12, 1), []),
        ([(2027, 1, 10)], (2027, 4, 9), [1]),
        ([(2027, 1, 10)], (2027, 7, 9), [1]),
        ([(2027, 1, 10)], (2027, 7, 10), [1, None]),
        ([(2027, 1, 31)], (2027, 7, 30), [1]),
        ([(2027, 1, 31)], (2027, 7, 31), [1, None]),
        ([(2027, 1, 10), (2027, 10, 12)], (2027, 11, 1), [1, None, None, 2]),
        ([(2027, 1, 10), (2027, 4, 5), (2027, 7, 8)], (2027, 7, 20), [1, 2, 3]),
        ([(2027, 1, 10), (2027, 1, 20), (2027, 4, 20)], (2027, 5, 1), [1, 2, 3]),
    ],
)
def test_interval_without_a_value_is_shown_as_missing(days, today, expected):
    values = [(dt.date(*day), Decimal(number)) for number, day in enumerate(days, start=1)]
    assert [slot.value for slot in slots(values, months=3, today=dt.date(*today))] == expected


@pytest.mark.requirement(116)
def test_chart_and_its_table_show_the_gap_and_the_target(cast, indicator):
    first = make_measurement(indicator, dt.date(2027, 1, 10), "61.5")
    last = make_measurement(indicator, dt.date(2027, 7, 12), 82)
    with clock.fixed(dt.datetime(2027, 8, 1, 12, tzinfo=clock.HELSINKI)), region_scope(cast.region):
        chart = indicator_chart(indicator, [first, last], {2027: Decimal(80)})
    assert [row[0] for row in chart.rows] == ["1/2027", "4/2027", "7/2027"]
    assert chart.rows[1][1] not in ("", "0", "0\u00a0%")
    assert len({row[1] for row in chart.rows}) == 3
    assert "class" in chart.svg


def test_chart_of_nothing_is_none(cast, indicator):
    with region_scope(cast.region):
        assert indicator_chart(indicator, [], {}) is None


def test_newest_value_whose_day_was_wrong_leaves_the_judgement_to_the_value_before(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager, day=dt.date(2027, 2, 1))
        measure(indicator, 10, cast.manager)
        assert status_of(cast.first) == "broken"
        changed = correct_measurement(
            measurement=Measurement.objects.get(day=DAY),
            expected=1,
            day=dt.date(2027, 1, 1),
            value=Decimal(10),
            actor=cast.manager,
            reason="Värdet gällde januari",
        )
        assert [row.status for row in changed] == ["kept"]
        assert status_of(cast.first) == "kept"
        assert Indicator.objects.get().next_due_on == dt.date(2027, 5, 1)


def test_corrected_older_value_leaves_a_persons_judgement_alone(cast, indicator, noon):
    with region_scope(cast.region):
        measure(indicator, 90, cast.manager, day=dt.date(2027, 2, 1))
        measure(indicator, 50, cast.manager)
    make_status(cast.first, "at_risk")
    with region_scope(cast.region):
        older = Measurement.objects.get(day=dt.date(2027, 2, 1))
        changed = correct_measurement(
            measurement=older, expected=1, day=older.day, value=Decimal(70), actor=cast.manager
        )
        assert changed == []
        assert status_of(cast.first) == "at_risk"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_value_that_comes_while_the_indicator_is_changed_keeps_the_day_of_the_next(monkeypatch):
    region = make_region()
    project = make_project(region)
    manager = make_user(region)
    promise = make_promise(project)
    indicator = make_indicator(promise, make_statement(promise))
    make_measurement(indicator, dt.date(2026, 1, 1), 70)
    begun, save = Event(), indicator_verbs.save_versioned

    def slowly(*args, **kwargs):
        begun.set()
        sleep(0.5)
        save(*args, **kwargs)

    monkeypatch.setattr(indicator_verbs, "save_versioned", slowly)

    def work(number):
        try:
            with region_scope(region):
                row = Indicator.objects.select_related("promise__project__region").get()
                if number:
                    begun.wait(5)
                    measure(row, 90, manager, day=dt.date(2026, 4, 1))
                else:
                    edit_indicator(
                        indicator=row, expected=1, actor=manager, statements=[], values={}, targets={}
                    )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    with region_scope(region):
        row = Indicator.objects.get()
        assert row.next_due_on == dt.date(2026, 4, 1) + relativedelta(months=row.months_between)


def test_chart_shows_the_newest_sixty_values(cast, indicator, noon):
    days = [dt.date(2027, 1, 1) - dt.timedelta(days=number) for number in range(62)][::-1]
    with region_scope(cast.region):
        rows = [Measurement(day=day, value=Decimal(number)) for number, day in enumerate(days)]
        chart = indicator_chart(indicator, rows, {})
    assert len(chart.rows) == 60
