"""Two at once, in real threads on a real database: one effect, and nobody's work is lost or stuck."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from decisions.domain import package as packages
from decisions.domain.handling import annul_handling
from decisions.domain.package import change_package, create_package, freeze_package, write_part
from decisions.enums import PackageState
from decisions.queries.content import package_content
from drafting.domain.remiss import invite_bodies
from drafting.domain.version import publish_version
from drafting.enums import ConsultationState
from drafting.models import Consultation, DraftVersion, OpinionRequest
from jobs.domain import job as jobs
from jobs.domain.house import do_due_work
from jobs.domain.job import enqueue_job, run_due_jobs
from jobs.models import Job
from monitoring.domain import status
from monitoring.domain.measurement import record_measurement
from monitoring.queries.evidence import latest_statuses
from notices.domain.mail import queue_mail, send_due_mail
from notices.domain.reminder import queue_due_reminders
from notices.models import OutboxMail
from participation.domain.contribution import change_contribution
from participation.domain.erasure import erase_contribution
from participation.domain.receipt import follow_by_email
from participation.domain.synthesis import begin_syntheses
from participation.models import Contribution, ContributionContact, StakeholderGroup, Survey
from projects.domain import member as members
from projects.domain.ledger import seal_events, verify_ledger
from projects.domain.member import add_member
from projects.domain.phase import pass_gate, take_up_phase
from projects.domain.project import update_project
from projects.enums import Perspective, PhaseKey, PhaseState
from projects.models import PhaseTransition, Project, ProjectEvent, ProjectMember, ProjectPhase
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition
from servicelofte.common.registry import JobKind, MailTemplate
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft, say
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import decide, freeze, make_package, reload, reword_core
from tests.factories.drafting import make_consultation
from tests.factories.monitoring import make_indicator
from tests.factories.participation import make_open_survey
from tests.factories.projects import make_project, make_promise, make_statement
from tests.factories.remiss import make_body, make_request
from tests.factories.voices import make_contribution
from tests.trust.database import tables_with

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


@pytest.fixture
def region():
    return make_region()


def side_by_side(region: Any, tasks: list[Callable[[], Any]]) -> list[Any]:
    """Run the tasks at once, each in a thread and connection of its own; returns what each gave, or its DomainError."""
    start = Barrier(len(tasks), timeout=30)

    def run(task: Callable[[], Any]) -> Any:
        try:
            with region_scope(region):
                start.wait()
                return task()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def first_then(region: Any, first: Callable[[], Any], then: Callable[[], Any]) -> list[Any]:
    """Run `first` in a transaction that ends only when `then`, which begins meanwhile, waits for a lock of it."""
    is_done = Event()

    def held() -> Any:
        with transaction.atomic():
            answer = first()
            is_done.set()
            for _round in range(1500):
                if _somebody_waits():
                    return answer
                sleep(0.01)
        raise AssertionError("Nobody waited for the lock")

    def waits() -> Any:
        assert is_done.wait(30)
        return then()

    return side_by_side(region, [held, waits])


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks AS waiting JOIN pg_locks AS held USING (transactionid) "
            "WHERE NOT waiting.granted AND held.granted AND held.pid = pg_backend_pid()"
        )
        return bool(cursor.fetchone()[0])


def done(answers: list[Any]) -> list[Any]:
    return [answer for answer in answers if not isinstance(answer, DomainError)]


def events(region: Any, kind: str) -> int:
    with region_scope(region):
        return ProjectEvent.objects.filter(kind=kind).count()


# ---- editors ----


def test_of_eight_who_save_the_same_row_one_wins_and_the_others_are_told(region):
    project = make_project(region)

    def save(number: int) -> Callable[[], Any]:
        row = _fresh(project)
        changes = {"title_sv": f"Namn {number}"}
        return lambda: update_project(project=row, actor=None, expected=row.version, changes=changes)

    answers = side_by_side(region, [save(number) for number in range(AT_ONCE)])
    assert len(done(answers)) == 1
    assert {type(answer) for answer in answers if isinstance(answer, DomainError)} == {EditConflict}
    assert _fresh(project).title_sv == done(answers)[0].title_sv
    assert events(region, "project.updated") == 1


def _fresh(project: Project) -> Project:
    with region_scope(project.region):
        return Project.objects.select_related("region").get(pk=project.pk)


def test_version_published_by_several_at_once_is_published_once(region):
    promise = make_promise(make_project(region))
    make_statement(promise)
    answers = side_by_side(region, [lambda: publish_version(promise=promise, actor=None)] * AT_ONCE)
    assert len(done(answers)) == 1
    with region_scope(region):
        assert DraftVersion.objects.count() == 1
    assert events(region, "version.published") == 1


def test_phase_passed_by_several_at_once_is_passed_once(region):
    project = make_project(region)
    with region_scope(region):
        phase = ProjectPhase.objects.select_related("project", "region").get(
            project=project, state=PhaseState.CURRENT
        )
        waiting = ProjectPhase.objects.filter(project=project, state=PhaseState.WAITING).count()
    answers = side_by_side(region, [lambda: pass_gate(phase=phase, actor=None, reason="Klart")] * AT_ONCE)
    assert len(done(answers)) == 1
    with region_scope(region):
        assert PhaseTransition.objects.filter(phase=phase).count() == 1
        assert ProjectPhase.objects.filter(state=PhaseState.CURRENT).count() == 1
        assert ProjectPhase.objects.filter(state=PhaseState.WAITING).count() == waiting - 1
    assert events(region, "phase.passed") == 1


def test_of_phases_taken_up_at_once_only_one_begins(region):
    project = make_project(region)
    with region_scope(region):
        rows = ProjectPhase.objects.filter(project=project)
        rows.update(state=PhaseState.OFF)
        phases = list(rows.select_related("project", "region"))
    side_by_side(region, [lambda row=row: take_up_phase(phase=row, actor=None) for row in phases])
    with region_scope(region):
        assert ProjectPhase.objects.filter(state=PhaseState.CURRENT).count() == 1
        assert not ProjectPhase.objects.filter(state=PhaseState.OFF).exists()


# ---- a package that is frozen ----


def test_package_frozen_while_its_parts_are_written_says_what_it_says(region):
    package = make_package(make_project(region, current="decision"))
    with region_scope(region):
        parts = list(package.parts.all()[: AT_ONCE - 1])

    def write(part: Any) -> Callable[[], Any]:
        return lambda: write_part(
            package=package,
            kind=part.kind,
            language=part.language,
            actor=None,
            opened=part.version,
            body="Skrivet i sista stund.",
            budget_effect="Kostar mera.",
        )

    def freeze_it() -> Any:
        return freeze_package(package=package, actor=None, opened=reload(package).version)

    answers = side_by_side(region, [*(write(part) for part in parts), freeze_it])
    assert not isinstance(answers[-1], DomainError), answers[-1]
    frozen = reload(package)
    assert frozen.state == PackageState.FROZEN
    kept, frozen.frozen = frozen.frozen, {}
    with region_scope(region):
        assert package_content(frozen)["parts"] == kept["parts"]


def test_part_saved_while_the_package_is_given_another_version_is_kept(region):
    package = make_package(make_project(region, current="decision"))
    reword_core(package.promise, "Hjälp nära dig")
    with region_scope(region):
        newer = publish_version(promise=package.promise, actor=None)
        part = package.parts.first()
    values = {"draft": newer, "presenter": "", "registry_number": "", "opened": package.version}
    place = {"kind": part.kind, "language": part.language, "opened": part.version}
    changed, written = first_then(
        region,
        lambda: change_package(package=package, actor=None, **values),
        lambda: write_part(package=package, actor=None, body="Skrivet under tiden.", **place),
    )
    assert (changed.draft_id, written.body) == (newer.pk, "Skrivet under tiden.")


def test_result_annulled_by_several_at_once_is_annulled_once_and_registered_anew_once(region):
    package = freeze(make_package(make_project(region, current="decision")))
    handling = decide(package)

    def annul(number: int) -> Callable[[], Any]:
        values = {"opened": handling.version, "reason": f"Fel ruta {number}", "language": "sv"}
        return lambda: annul_handling(handling=handling, actor=None, **values)

    answers = side_by_side(region, [annul(number) for number in range(AT_ONCE)])
    assert (len(done(answers)), events(region, "handling.annulled")) == (1, 1)
    assert reload(package).state == PackageState.FROZEN
    answers = side_by_side(region, [lambda: decide(package)] * AT_ONCE)
    assert (len(done(answers)), events(region, "handling.registered")) == (1, 2)
    with region_scope(region):
        seal_events(region=region)
    assert verify_ledger() is None


def test_annulling_beside_a_newer_package_never_leaves_two_open(region):
    package = freeze(make_package(make_project(region, current="decision")))
    handling = decide(package)
    reword_core(package.promise, "Hjälp nära dig")
    with region_scope(region):
        newer = publish_version(promise=package.promise, actor=None)
    values = {"opened": handling.version, "reason": "Fel ruta", "language": "sv"}
    answers = side_by_side(
        region,
        [
            lambda: annul_handling(handling=handling, actor=None, **values),
            lambda: create_package(draft=newer, actor=None),
        ],
    )
    assert len(done(answers)) == 1
    assert {type(answer) for answer in answers if isinstance(answer, DomainError)} <= {
        DomainError,
        IllegalTransition,
    }


def test_freezing_and_work_on_the_same_project_do_not_wait_for_each_other_for_ever(region, monkeypatch):
    """Freezing seals the region's ledger: whoever holds the project meanwhile must not be the loser of a deadlock."""
    package = make_package(make_project(region, current="decision"))
    person = make_user(region)
    both = Barrier(2, timeout=30)
    keep, record = packages.keep_head, members._record

    def keep_and_wait(row: Any) -> None:
        keep(row)
        both.wait()

    def record_and_wait(kind: str, *args: Any) -> None:
        record(kind, *args)
        both.wait()

    monkeypatch.setattr(packages, "keep_head", keep_and_wait)
    monkeypatch.setattr(members, "_record", record_and_wait)
    project = package.promise.project
    side_by_side(
        region,
        [
            lambda: freeze_package(package=package, actor=None, opened=reload(package).version),
            lambda: add_member(project=project, actor=None, group="project", user=person),
        ],
    )
    assert reload(package).state == PackageState.FROZEN
    with region_scope(region):
        assert ProjectMember.objects.filter(user=person).count() == 1


# ---- comments and opinions ----


@pytest.mark.parametrize("was_heard_before", [False, True])
def test_comment_sent_while_a_newer_version_is_published_is_kept(region, was_heard_before):
    """With an earlier period that is over the comment must not be told that the time is out, either."""
    _project, version, _statement = draft(region, days=30)
    promise = version.promise
    with region_scope(region):
        if was_heard_before:
            earlier = Consultation.objects.get()
            day = clock.today() - dt.timedelta(days=60)
            over = {
                "opens_on": day,
                "closes_on": day + dt.timedelta(days=30),
                "state": ConsultationState.CLOSED,
            }
            Consultation.objects.filter(pk=earlier.pk).update(**over)
            make_consultation(version, days=30)
    reword_core(promise, "Hjälp nära dig")
    published, kept = first_then(
        region, lambda: publish_version(promise=promise, actor=None), lambda: say(version)
    )
    assert (published.number, type(kept)) == (2, Contribution), kept
    with region_scope(region):
        assert kept.comment.draft_id == version.pk
        assert kept.comment.consultation.draft_id == published.pk


def test_body_that_two_officials_ask_at_once_is_asked_once_and_the_others_bodies_too(region):
    staff = make_user(region)
    _project, version, _statement = draft(region, days=30)
    both, other = make_body(staff, region), make_body(staff, region)
    with region_scope(region):
        consultation = version.consultations.select_related("draft__promise__project", "region").get()

    def ask(*bodies: Any) -> Any:
        return invite_bodies(consultation=consultation, bodies=bodies, due_on=clock.today(), actor=staff)

    first, second = first_then(region, lambda: ask(both), lambda: ask(both, other))
    assert [row.body for row in first] == [both]
    assert [row.body for row in second] == [other]


def test_syntheses_begun_by_two_at_once_are_begun_once(region):
    project = make_project(region)
    answers = first_then(region, *[lambda: begin_syntheses(project=project)] * 2)
    assert answers == [len(Perspective), 0]


# ---- the machinery ----


@pytest.fixture
def ran():
    """The occasions of the jobs that ran, in order."""
    seen: list[str] = []

    def run(context: Any) -> dict[str, Any]:
        seen.append(str(context.arguments["number"]))
        return {}

    registry.job_kinds.add("test.side_by_side", JobKind("test.side_by_side", "Prov", run))
    yield seen
    registry.job_kinds._entries.pop("test.side_by_side")


@pytest.fixture
def asleep(monkeypatch):
    """Nobody wakes the machinery before the test does."""
    monkeypatch.setattr("servicelofte.celery.app.send_task", lambda *args, **kwargs: None)


@pytest.mark.usefixtures("asleep")
def test_job_asked_for_by_several_and_claimed_by_several_runs_once(region, ran):
    def ask(number: int) -> Callable[[], Any]:
        return lambda: (
            enqueue_job(
                region=region,
                kind="test.side_by_side",
                occasion=f"job:{number // 4}",
                arguments={"number": number // 4},
            ).pk
        )

    assert len(set(side_by_side(region, [ask(number) for number in range(AT_ONCE)]))) == 2
    side_by_side(region, [run_due_jobs] * AT_ONCE)
    assert sorted(ran) == ["0", "1"]
    with region_scope(region):
        assert list(Job.objects.values_list("state", "attempts")) == [("done", 1)] * 2


@pytest.mark.usefixtures("asleep")
def test_without_the_claim_a_job_would_run_several_times(region, ran, monkeypatch):
    """The control: it is the conditional update that keeps the workers apart."""

    def take_without_asking() -> Job | None:
        job = Job.objects.select_related("region").filter(state="due").first()
        met.wait()
        if job is not None:
            Job.objects.filter(pk=job.pk).update(state="running")
        return job

    met = Barrier(2, timeout=30)
    enqueue = {"kind": "test.side_by_side", "occasion": "job:1", "arguments": {"number": 1}}
    with region_scope(region):
        enqueue_job(region=region, **enqueue)
    monkeypatch.setattr(jobs, "claim_due_job", take_without_asking)
    side_by_side(region, [lambda: run_due_jobs(most=1)] * 2)
    assert ran == ["1", "1"]


@pytest.mark.usefixtures("asleep")
def test_mail_claimed_by_several_goes_out_once(region, monkeypatch):
    template = MailTemplate(
        "receipt", "Prov", lambda context: {"path": "/x/", "day": "", "title": "", "stop_path": ""}
    )
    monkeypatch.setitem(registry.mails._entries, "receipt", template)

    def queue(number: int) -> Callable[[], Any]:
        values = {"kind": "receipt", "language": "sv", "context": {}}
        place = number // 4
        return lambda: queue_mail(
            region=region, recipient=f"p{place}@example.fi", occasion=f"{place}", **values
        )

    side_by_side(region, [queue(number) for number in range(AT_ONCE * 2)])
    side_by_side(region, [send_due_mail] * AT_ONCE)
    assert sorted(message.to[0] for message in mail.outbox) == [f"p{place}@example.fi" for place in range(4)]
    with region_scope(region):
        assert list(OutboxMail.objects.values_list("state", "attempts")) == [("sent", 1)] * 4


@pytest.mark.usefixtures("asleep")
def test_several_schedulers_at_once_do_what_is_due_once(region):
    staff = make_user(region)
    project, version, _statement = draft(region, days=10)
    make_open_survey(project, days=1)
    with region_scope(region):
        consultation = Consultation.objects.select_related("draft__promise__project", "region").get(
            draft=version
        )
    request = make_request(consultation, staff, due_on=clock.today() + dt.timedelta(days=3))
    side_by_side(region, [queue_due_reminders] * AT_ONCE)
    with region_scope(region):
        reminded = OutboxMail.objects.filter(recipient=request.body.email, kind="opinion_reminder").count()
        sent = list(OutboxMail.objects.values_list("recipient", "kind", "occasion"))
    assert len(sent) == len(set(sent))
    assert reminded <= 1
    with clock.fixed(clock.now() + dt.timedelta(days=5)):
        later = clock.now()
        works = [lambda: [work(later) for work in registry.due_work.values()]] * AT_ONCE
        side_by_side(region, [*works, lambda: seal_events(region=region), lambda: seal_events(region=region)])
    assert (events(region, "survey.closed"), events(region, "opinion.missed")) == (1, 1)
    with region_scope(region):
        assert Survey.objects.get().state == "closed"
        assert OpinionRequest.objects.get().state == "missed"
        assert Job.objects.filter(occasion__endswith=":closed").count() == 1
        seal_events(region=region)
    assert verify_ledger() is None
    assert do_due_work() == 0


# ---- a person ----


def test_what_is_erased_while_it_is_changed_and_followed_is_erased(region):
    row = make_contribution(make_project(region), "Kanariefagel ett")
    tasks = [
        lambda: change_contribution(contribution=row, words="Kanariefagel två"),
        lambda: follow_by_email(contribution=row, email="kanariefagel@example.fi"),
        lambda: erase_contribution(contribution=row),
    ] * 3
    side_by_side(region, tasks)
    assert tables_with("kanariefagel") == {}
    with region_scope(region):
        assert Contribution.objects.get().original == ""
        assert not ContributionContact.objects.exists()


def test_statement_measured_by_two_at_once_is_as_the_worse_value_says(region, monkeypatch):
    manager = make_user(region, "manager")
    promise = make_promise(make_project(region, current=PhaseKey.FOLLOW_UP))
    statement = make_statement(promise)
    indicators = [make_indicator(promise, statement, targets={2020: 80}) for _number in range(2)]
    day = clock.today() - dt.timedelta(days=1)
    read = status.readings

    def slowly(*args):
        found = read(*args)
        sleep(0.4)
        return found

    monkeypatch.setattr(status, "readings", slowly)
    tasks = [
        partial(record_measurement, indicator=row, day=day, value=Decimal(value), actor=manager)
        for row, value in zip(indicators, (10, 90), strict=True)
    ]
    assert len(done(side_by_side(region, tasks))) == 2
    with region_scope(region):
        assert latest_statuses([statement.pk])[statement.pk].status == "broken"


def test_form_of_a_new_row_that_is_pressed_many_times_at_once_makes_one(region):
    project, person = make_project(region), make_user(region)
    address = reverse("participation:group_create", args=[region.slug, project.pk])
    values = {"name_sv": "Närstående", "name_fi": "Läheiset", "relevance": "involved", "opened_version": 1}

    def press() -> tuple[int, str]:
        client = Client()
        client.force_login(person)
        answer = client.post(address, {**values, "csrfmiddlewaretoken": "one opened form"})
        return answer.status_code, answer.headers["Location"]

    with region_scope(region):
        before = StakeholderGroup.objects.count()
    answers = side_by_side(region, [press] * AT_ONCE)
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    with region_scope(region):
        assert StakeholderGroup.objects.count() == before + 1
