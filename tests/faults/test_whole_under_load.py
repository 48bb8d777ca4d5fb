"""The whole under load: web, worker, broker, cache and database end in turn, and what was received is there, once.

Rows 14 to 17 of what is promised: nothing that somebody has a receipt for is lost or doubled, nothing is kept by half,
what is due is done once, and whoever could not be served was told so.
"""

from __future__ import annotations

import datetime as dt
import email
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from drafting.models import Comment, TargetCount
from jobs.domain.job import run_due_jobs
from jobs.models import Job
from notices.domain.mail import send_due_mail
from notices.models import OutboxMail
from participation.domain.ballot import GivenAnswer
from participation.enums import QuestionKind
from participation.models import (
    Contribution,
    ContributionContact,
    Survey,
    SurveyAnswer,
    SurveyCount,
    SurveySubmission,
)
from projects.domain.ledger import seal_every_region, verify_ledger
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_region, make_user
from tests.factories.participation import answer, make_open_survey
from tests.faults.house import BROKER, CACHE, WEB, WORKER, House, asking, until
from tests.faults.residents import ANSWER, COMMENT, FOLLOW, READ, Addresses, Browser, Diary, residents

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.django_db(transaction=True)]
PEOPLE, SOME, FEW = 3, 5, 2
CLOSINGS = 8


@dataclass
class Scene:
    """A region where people comment and answer, and an official who closes one survey after the other."""

    region: Any
    project: Any
    version: Any
    survey: Survey
    closing: list[Survey]
    headers: dict[str, str]

    @property
    def addresses(self) -> Addresses:
        place = [self.region.slug, self.project.slug]
        with region_scope(self.region), translation.override("sv"):
            return Addresses(
                comments=reverse("drafting:comment_list", args=place),
                comment=reverse("drafting:comment_form", args=place),
                version=self.version.pk,
                follow=reverse("participation:receipt_follow"),
                survey=reverse("participation:survey_form", args=[*place, self.survey.pk]),
                survey_id=self.survey.pk,
                question=self.survey.questions.get(kind=QuestionKind.TEXT).pk,
            )

    def close_next(self, browser: Browser) -> None:
        """Let the official close a survey, whose answers are then counted and handed over by a job."""
        survey = self.closing.pop()
        with translation.override("sv"):
            path = reverse("participation:survey_close", args=[self.region.slug, self.project.pk, survey.pk])
        browser.insist(path, {}, **self.headers)


@pytest.fixture
def scene(transactional_db) -> Scene:
    region = make_region()
    project, version, _statement = draft(region, days=30, moderates_first=False)
    closing = []
    for _number in range(CLOSINGS):
        survey = make_open_survey(project)
        with region_scope(region):
            asked = {row.kind: row.pk for row in survey.questions.all()}
        for number in (1, 4):
            figure = GivenAnswer(asked["scale"], number=number)
            answer(survey, figure, GivenAnswer(asked["text"], text=f"Ord {survey.pk}-{number}"))
        closing.append(survey)
    official = Client()
    official.force_login(make_user(region))
    token = "a" * 32
    cookies = {settings.SESSION_COOKIE_NAME: official.cookies[settings.SESSION_COOKIE_NAME].value}
    cookies[settings.CSRF_COOKIE_NAME] = token
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
    }
    return Scene(region, project, version, make_open_survey(project), closing, headers)


def due(house: House, table: str = "jobs_job") -> int:
    """Return how many rows nobody has taken up yet, asked by a connection of its own."""
    with asking(house.env["DATABASE_URL"]) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE state = 'due' AND due_at <= now()")
        return int(cursor.fetchone()[0])


@pytest.fixture
def running(house: House) -> House:
    for name in (BROKER, CACHE):
        house.start(name)
    until(lambda: house.listens(BROKER) and house.listens(CACHE), "broker and cache")
    for name in (WEB, WORKER):
        house.start(name)
    until(lambda: house.listens(WEB), "the web process")
    return house


def test_what_was_received_is_there_once_whatever_ends_meanwhile(scene, running):
    house, diary, addresses = running, Diary(), scene.addresses
    # Its own connection would be cut with the others.
    connection.close()
    with residents(house, diary, addresses, many=PEOPLE) as browser:
        diary.wait_for_more(SOME, COMMENT, ANSWER, READ)
        scene.close_next(browser)
        until(lambda: not due(house), "the worker")
        _end_web_processes(house, diary, scene, browser)
        _end_worker(house, diary, scene, browser)
        _end_broker(house, diary, scene, browser)
        _end_cache(house, diary, scene, browser)
        _end_database(house, diary, scene, browser)
        diary.wait_for_more(SOME, COMMENT, ANSWER, FOLLOW, READ)
        until(lambda: not due(house), "the worker to take up what is due, at the end")
    assert diary.unexplained == []
    _assert_page_is_right(browser, addresses, diary)
    house.stop()
    _finish_what_was_cut_off()
    _assert_comments(scene, diary)
    _assert_answers(scene, diary)
    _assert_jobs(scene)
    _assert_mails(scene, diary, house)
    seal_every_region()
    assert verify_ledger() is None


def _end_web_processes(house: House, diary: Diary, scene: Scene, browser: Browser) -> None:
    with diary.while_breaking("one web process"):
        for _time in range(3):
            house.kill_one_web_process()
            diary.wait_for_more(FEW, COMMENT, ANSWER)
    with diary.while_breaking("all web processes"):
        house.kill(WEB)
        house.start(WEB)
        scene.close_next(browser)
        diary.wait_for_more(SOME, COMMENT, ANSWER)


def _end_worker(house: House, diary: Diary, scene: Scene, browser: Browser) -> None:
    with diary.while_breaking("worker"):
        house.kill(WORKER)
        scene.close_next(browser)
        diary.wait_for_more(SOME, COMMENT, ANSWER, FOLLOW)
        assert due(house) == 1
        house.start(WORKER)
        until(lambda: not due(house), "the worker that was started again")


def _end_broker(house: House, diary: Diary, scene: Scene, browser: Browser) -> None:
    with diary.while_breaking("broker"):
        house.kill(BROKER)
        scene.close_next(browser)
        diary.wait_for_more(SOME, COMMENT, ANSWER, FOLLOW)
        house.start(BROKER)
        until(lambda: not due(house), "the worker to find the broker again")


def _end_cache(house: House, diary: Diary, scene: Scene, browser: Browser) -> None:
    with diary.while_breaking("cache"):
        house.kill(CACHE)
        scene.close_next(browser)
        diary.wait_for_more(SOME, COMMENT, ANSWER, READ)
        house.start(CACHE)
        until(lambda: house.listens(CACHE), "the cache")
        diary.wait_for_more(SOME, COMMENT, ANSWER, READ)


def _end_database(house: House, diary: Diary, scene: Scene, browser: Browser) -> None:
    with diary.while_breaking("database connections"):
        for _time in range(3):
            assert house.cut_connections()
            diary.wait_for_more(FEW, COMMENT, ANSWER)
        scene.close_next(browser)
    with diary.while_breaking("database away"):
        house.let_database(be_reached=False)
        house.cut_connections()
        diary.wait_for_closed_pages(3 * PEOPLE)
        house.let_database(be_reached=True)
        scene.close_next(browser)
        diary.wait_for_more(SOME, COMMENT, ANSWER)
        until(lambda: not due(house), "the worker to find the database again")


def _finish_what_was_cut_off() -> None:
    """Do as a worker does later, when those that were killed have been silent for long enough."""
    with clock.fixed(clock.now() + dt.timedelta(hours=1)):
        run_due_jobs()
        send_due_mail(most=1000)


def _assert_page_is_right(browser: Browser, addresses: Addresses, diary: Diary) -> None:
    """Say that everybody sees at last what is stored: the number of comments."""
    words = f"{len(diary.received[COMMENT])} kommentarer"

    def is_shown() -> bool:
        page = browser.ask(addresses.comments)
        return page is not None and words in page.text

    until(is_shown, f"the public page to say {words!r}")


def _assert_comments(scene: Scene, diary: Diary) -> None:
    received = diary.received[COMMENT]
    assert {words: codes for words, codes in received.items() if len(codes) != 1} == {}
    with region_scope(scene.region):
        said = Contribution.objects.filter(channel="comment")
        assert Counter(said.values_list("original", flat=True)) == Counter(received.keys())
        assert Comment.objects.count() == said.count()
        events = ProjectEvent.objects.filter(kind="contribution.received")
        subjects = Counter(events.values_list("subject", flat=True))
        assert subjects == Counter(f"contribution:{pk}" for pk in said.values_list("pk", flat=True))
        assert list(TargetCount.objects.values_list("part", "shown")) == [("whole", len(received))]


def _assert_answers(scene: Scene, diary: Diary) -> None:
    received = diary.received[ANSWER]
    assert {words: codes for words, codes in received.items() if len(codes) != 1} == {}
    with region_scope(scene.region):
        answers = SurveyAnswer.objects.filter(question__survey=scene.survey)
        assert Counter(answers.values_list("text", flat=True)) == Counter(received.keys())
        assert SurveySubmission.objects.filter(survey=scene.survey).count() == len(received)
        assert Survey.objects.get(pk=scene.survey.pk).submission_count == len(received)
        assert ProjectEvent.objects.filter(kind="survey.answered").count() == len(received) + 2 * CLOSINGS


def _assert_jobs(scene: Scene) -> None:
    with region_scope(scene.region):
        closed = Survey.objects.filter(state="closed")
        occasions = {f"survey:{pk}:closed" for pk in closed.values_list("pk", flat=True)}
        jobs = Job.objects.filter(occasion__endswith=":closed").values_list("occasion", "state")
        assert sorted(jobs) == sorted((occasion, "done") for occasion in occasions)
        handed_over = Contribution.objects.filter(channel="survey").values_list("original", flat=True)
        words = [f"Ord {survey.pk}-{number}" for survey in closed for number in (1, 4)]
        assert sorted(handed_over) == sorted(words)
        counts = SurveyCount.objects.filter(question__survey__in=closed, question__kind=QuestionKind.SCALE)
        figures = counts.values_list("question__survey", "number", "answers")
        assert sorted(figures) == sorted((survey.pk, number, 1) for survey in closed for number in (1, 4))
        assert len(closed) == CLOSINGS - len(scene.closing)


def _assert_mails(scene: Scene, diary: Diary, house: House) -> None:
    asked = Counter(address for codes in diary.received[FOLLOW].values() for address in codes)
    with region_scope(scene.region):
        assert Counter(OutboxMail.objects.values_list("recipient", flat=True)) == asked
        assert set(OutboxMail.objects.values_list("state", flat=True)) == {"sent"}
        assert ContributionContact.objects.count() == len(asked)
    written = (
        email.message_from_bytes(part)
        for path in (house.var / "mail").glob("*")
        for part in path.read_bytes().split(b"-" * 79 + b"\n")
        if part.strip()
    )
    sent = [(str(message["To"]), str(message["Message-ID"])) for message in written]
    sent += [(message.to[0], message.extra_headers["Message-ID"]) for message in mail.outbox]
    assert {recipient for recipient, _id in sent} == set(asked)
    assert len({recipient for recipient, _id in set(sent)}) == len(set(sent)), "a copy under another id"
    assert max(Counter(sent).values()) <= 2
