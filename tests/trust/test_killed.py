"""A worker killed half-way (SIGKILL): the next run finishes, once; at most one more copy of a mail, by the same id."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import connection

from decisions.models import DocumentFile
from jobs.domain.job import MOST_LOST, enqueue_job, run_due_jobs
from jobs.domain.lease import LEASE
from jobs.models import Job
from notices.domain.mail import CLAIM_MINUTES, send_due_mail
from notices.models import Notice, OutboxMail
from participation.domain.ballot import GivenAnswer
from participation.domain.receipt import follow_by_email
from participation.domain.survey import close_survey
from participation.models import Contribution, SurveyAnswer, SurveyCount
from projects.domain.ledger import seal_every_region, verify_ledger
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import freeze, make_package
from tests.factories.participation import answer, make_open_survey
from tests.factories.projects import make_project
from tests.factories.voices import make_contribution

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

# Works as a worker does, and stands still at the second time (or the first) that it comes to the place named.
WORKER = """
import importlib, sys
import django
django.setup()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
settings.MEDIA_ROOT = sys.argv[4]
place, times, work = sys.argv[1], int(sys.argv[2]), sys.argv[3]
module, name = place.rsplit(".", 1)
module = importlib.import_module(module)
real, come = getattr(module, name), [0]
def stand_still(*args, **kwargs):
    come[0] += 1
    if come[0] == times:
        print("STANDS", flush=True)
        sys.stdin.read()
    return real(*args, **kwargs)
setattr(module, name, stand_still)
module, name = work.rsplit(".", 1)
getattr(importlib.import_module(module), name)()
print("THROUGH", flush=True)
"""
RUN, SEND = "jobs.domain.job.run_due_jobs", "notices.domain.mail.send_due_mail"


@pytest.fixture(autouse=True)
def _asleep(monkeypatch):
    monkeypatch.setattr("servicelofte.celery.app.send_task", lambda *args, **kwargs: None)


def killed_at(place: str, settings, *, times: int = 1, work: str = RUN) -> list[str]:
    """Let a worker of its own process come to `place` (a function, for the time given) and kill it there.

    Returns the lines that it had written by then.
    """
    own = connection.settings_dict
    env = os.environ | {
        "DATABASE_URL": f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}",
        "DJANGO_SETTINGS_MODULE": "servicelofte.settings",
    }
    command = [sys.executable, "-c", WORKER, place, str(times), work, str(settings.MEDIA_ROOT)]
    lines: list[str] = []
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        for line in worker.stdout:
            lines.append(line.strip())
            if line.strip() in {"STANDS", "THROUGH"}:
                break
        worker.send_signal(signal.SIGKILL)
    assert lines[-1] == "STANDS"
    return lines


@contextmanager
def later(after: dt.timedelta = LEASE):
    with clock.fixed(clock.now() + after + dt.timedelta(seconds=1)):
        yield


@pytest.fixture
def region():
    return make_region()


def closed_survey(region):
    """A closed survey with three answers, figures and words, and the job that counts it."""
    survey = make_open_survey(make_project(region))
    with region_scope(region):
        asked = {row.kind: row.pk for row in survey.questions.all()}
    for number in (1, 1, 4):
        words = GivenAnswer(asked["text"], text=f"Ord {number}")
        answer(survey, GivenAnswer(asked["scale"], number=number), words)
    with region_scope(region):
        close_survey(survey=survey)
    return asked


@pytest.mark.parametrize(
    ("place", "times"),
    [
        ("participation.domain.counting._grouped", 1),
        ("participation.domain.counting.record_event", 1),
        ("participation.domain.counting._hand_over", 2),
        ("participation.domain.counting.receive_contribution", 2),
    ],
    ids=["counting", "counted", "between two words", "within a word"],
)
def test_survey_counted_half_way_equals_a_recount(region, settings, place, times):
    asked = closed_survey(region)
    killed_at(place, settings, times=times)
    with later():
        assert run_due_jobs() == 1
        assert run_due_jobs() == 0
    with region_scope(region):
        counts = SurveyCount.objects.filter(question=asked["scale"]).order_by("number")
        assert list(counts.values_list("number", "answers")) == [(1, 2), (4, 1)]
        assert sorted(Contribution.objects.values_list("original", flat=True)) == ["Ord 1", "Ord 1", "Ord 4"]
        assert not SurveyAnswer.objects.exclude(text="").exists()
        assert ProjectEvent.objects.filter(kind="survey.counted").count() <= 2
        assert list(Job.objects.values_list("state", "attempts")) == [("done", 2)]
    seal_every_region()
    assert verify_ledger() is None


def test_export_killed_between_two_documents_makes_the_other_and_tells_once(region, settings):
    package = freeze(make_package(make_project(region, current="decision")))
    person = make_user(region)
    with region_scope(region):
        enqueue_job(
            region=region,
            kind="decisions.export",
            occasion=f"package:{package.pk}",
            arguments={"package": package.pk, "person": person.pk},
            asked_by=person,
        )
    killed_at("decisions.domain.document._record_kept", settings, times=2)
    with later():
        assert run_due_jobs() == 1
    with region_scope(region):
        rows = list(DocumentFile.objects.order_by("language"))
        assert [(row.language, row.kind) for row in rows] == [("fi", "package"), ("sv", "package")]
        assert all(row.file.read().startswith(b"%PDF") for row in rows)
        assert Notice.objects.filter(user=person).count() == 1
        assert ProjectEvent.objects.filter(kind="document.kept").count() == 2
    seal_every_region()
    assert verify_ledger() is None


def test_mail_killed_between_the_servers_yes_and_the_commit_is_sent_once_more_with_the_same_id(
    region, settings
):
    with region_scope(region):
        row = make_contribution(make_project(region), "Mina ord")
        follow_by_email(contribution=row, email="nils@example.fi")
    said = killed_at("notices.domain.mail._mark_sent", settings, work=SEND)
    first = [line for line in said if line.startswith("Message-ID:")]
    assert len(first) == 1
    assert send_due_mail() == 0, "another worker leaves alone what was just claimed"
    with later(dt.timedelta(minutes=CLAIM_MINUTES)):
        assert (send_due_mail(), send_due_mail()) == (1, 0)
    assert [f"Message-ID: {message.extra_headers['Message-ID']}" for message in mail.outbox] == first
    with region_scope(region):
        assert OutboxMail.objects.get().state == "sent"


def test_job_that_kills_its_worker_every_time_is_given_up(region, settings):
    closed_survey(region)
    with region_scope(region):
        Job.objects.update(attempts=MOST_LOST - 1)
    killed_at("participation.domain.counting._grouped", settings)
    with later():
        assert run_due_jobs() == 0
    with region_scope(region):
        assert list(Job.objects.values_list("state", "error")) == [("failed", "WorkerLost")]
