"""A person who is erased is gone from every table, session, log line and file, and the ledger still verifies."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pypdf
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.domain.membership import end_membership, invite_person
from accounts.models import Membership, User
from decisions.domain.document import publish_decision
from implementation.domain.contract import save_producer
from implementation.models import Producer
from jobs.domain.house import do_due_work, keep_house
from jobs.domain.job import enqueue_job, run_due_jobs
from monitoring.domain.feedback import handle_feedback
from monitoring.models import Feedback
from notices.domain.mail import send_due_mail
from notices.domain.notice import give_notice
from notices.domain.reminder import queue_due_reminders
from participation.domain.ballot import GivenAnswer, submission_code
from participation.domain.moderation import hide_contributions, redact_contribution
from participation.domain.response import Answer, write_response
from participation.domain.survey import close_survey
from participation.models import Contribution, ContributionNote
from projects.domain.ledger import seal_every_region, verify_ledger
from projects.domain.member import add_member
from projects.models import ProjectEvent, ProjectMember
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.tokens import make_form_token
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_user
from tests.factories.decisions import decide, freeze, make_package, reload
from tests.factories.participation import answer, make_open_survey
from tests.factories.projects import make_project
from tests.factories.remiss import make_body
from tests.factories.voices import make_contribution
from tests.trust.database import tables_with

pytestmark = pytest.mark.django_db
CANARY = "kanariefagel"
ADDRESS = f"{CANARY}@example.fi"
FORMER = f"{CANARY}.gammal@example.fi"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    monkeypatch.setattr("servicelofte.common.forms.FASTEST_SECONDS", -1.0)


@pytest.fixture
def log(caplog):
    """Whatever any part of the house logs."""
    caplog.set_level(logging.DEBUG)
    return caplog


def sightings(log) -> list[str]:
    """Return where the canary is seen: tables, what sessions hold, log lines, names and words of kept files."""
    found = [f"table {name}: {rows}" for name, rows in tables_with(CANARY).items()]
    found += [
        f"session {row.pk}" for row in Session.objects.all() if CANARY in repr(row.get_decoded()).lower()
    ]
    found += [
        f"log {record.name}: {record.getMessage()}"
        for record in (*log.get_records("setup"), *log.records)
        # The statements themselves are logged by Django only where DEBUG is on.
        if record.name != "django.db.backends" and CANARY in repr(vars(record)).lower()
    ]
    return found + files_with()


def files_with() -> list[str]:
    """Return the files below MEDIA_ROOT whose name, bytes or words hold the canary."""
    found = []
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        words = content.decode(errors="replace")
        if content.startswith(b"%PDF"):
            words += " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        if CANARY in f"{path} {words}".lower():
            found.append(f"file {path.name}")
    return found


def post(address: str, purpose: str, **values: object) -> str:
    """Post an anonymous form as its writer and return the code of the receipt."""
    values = {
        "form_token": make_form_token(purpose=purpose),
        "language": "sv",
        "name": f"Nils {CANARY}",
        **values,
    }
    page = Client().post(address, {"words": f"Jag, {CANARY}, väntar.", "email": FORMER, **values})
    assert page.status_code == 201, page.text
    return page.context["code"]


def with_code(name: str, code: str, **values: str) -> None:
    page = Client().post(reverse(f"participation:{name}"), {"code": code, **values})
    assert page.status_code == 200, page.text


def seen_to(row: Contribution, staff: User) -> None:
    """Let staff do with a contribution all that leaves words behind."""
    with region_scope(row.region):
        row.refresh_from_db()
        hide_contributions(
            project=row.project,
            opened={row.pk: row.version},
            actor=staff,
            reason="personal_data",
            note=f"Om {CANARY}",
        )
        row.refresh_from_db()
        redact_contribution(
            contribution=row,
            actor=staff,
            opened=row.version,
            public_text=f"{CANARY} väntar",
            reason="personal_data",
            note=f"namnet {CANARY}",
        )
        ContributionNote.objects.create(
            region=row.region, contribution=row, body=CANARY, written_by=staff, written_at=clock.now()
        )
        write_response(contribution=row, actor=staff, answer=Answer("noted", "Tack.", "sv"), publish=True)


def house_works() -> None:
    """Send mail, run jobs, remind, keep house and seal, as the machinery does by the clock."""
    do_due_work()
    queue_due_reminders()
    run_due_jobs()
    send_due_mail()
    keep_house()
    seal_every_region()


@pytest.fixture
def heard(region):
    """A comment and a feedback by a person who leaves name and address, changes words and address, then stops."""
    staff = make_user(region, "administrator")
    project, version, _statement = draft(region, days=30)
    args = [region.slug, project.slug]
    codes = [
        post(
            reverse("drafting:comment_form", args=args),
            f"comment:{version.pk}",
            part="whole",
            version=version.pk,
        ),
        post(reverse("monitoring:feedback_form", args=args), f"feedback:{project.pk}", kind="problem"),
    ]
    for code in codes:
        with_code("receipt_change", code, words=f"Jag är {CANARY}.")
        with_code("receipt_follow", code, email=ADDRESS)
    with region_scope(region):
        for row in Contribution.objects.order_by("pk"):
            seen_to(row, staff)
        for each in Feedback.objects.all():
            handle_feedback(
                feedback=each, actor=staff, expected=each.version, values={"owner": staff, "effect_sv": ""}
            )
    house_works()
    return codes


def test_what_is_erased_by_its_receipt_is_nowhere(log, heard):
    assert {
        "participation_contribution",
        "participation_historicalcontribution",
        "notices_outboxmail",
    } <= set(tables_with(CANARY))
    for code in heard:
        with_code("receipt_erase", code, confirm="yes")
    house_works()
    assert sightings(log) == []
    assert verify_ledger() is None


def test_address_that_was_given_up_leaves_the_outbox_at_once(heard):
    assert tables_with(FORMER) == {}
    for code in heard:
        with_code("receipt_follow", code, stop="1")
    assert tables_with(ADDRESS) == {}


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_answers_to_a_survey_are_nowhere_once_they_were_taken_back(region, log, is_closed):
    survey = make_open_survey(make_project(region))
    with region_scope(region):
        text = survey.questions.get(kind="text")
    sent = answer(survey, GivenAnswer(text.pk, text=f"Jag heter {CANARY}"))
    if is_closed:
        with region_scope(region):
            close_survey(survey=survey)
        house_works()
        assert "participation_contribution" in tables_with(CANARY)
    with_code("submission_withdraw", submission_code(submission=sent), confirm="yes")
    house_works()
    assert sightings(log) == []
    assert verify_ledger() is None


@pytest.fixture
def employee(region):
    """Somebody who was invited, signed in, took part everywhere and has left."""
    chief = make_user(region, "administrator")
    with region_scope(region):
        invite_person(
            region=region,
            email=ADDRESS,
            name=f"Nils {CANARY}",
            role="preparer",
            language="sv",
            invited_by=chief,
        )
        person = make_user(region, "preparer", email=ADDRESS, name=f"Nils {CANARY}")
        person.set_password("Kanariefagelns-ord-1")
        person.save()
        EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
        project = make_project(region, owner=person)
        add_member(project=project, actor=chief, group="project", user=person, duty="skriver")
        give_notice(region=region, user=person, kind="export_done", context={"title": CANARY, "count": 1})
        save_producer(
            project=project,
            actor=person,
            values={"name": "Vårdhuset Ab", "email": ADDRESS},
        )
        producer = Producer.objects.get()
        save_producer(
            project=project,
            actor=person,
            producer=producer,
            expected=producer.version,
            values={"business_id": "1234567-8"},
        )
        make_body(chief, region, email=ADDRESS)
        row = _spoken(project, person)
    operator = User.objects.create_superuser("operator@example.fi", "x", name="Operatör")
    admin = Client()
    admin.force_login(operator)
    rename = {"name": f"Nils-Erik {CANARY}", "email": ADDRESS, "language": "sv", "is_active": "on"}
    rename |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    assert admin.post(reverse("admin:accounts_user_change", args=[person.pk]), rename).status_code == 302
    browser = Client()
    browser.force_login(person)
    assert browser.get(reverse("workspace_home", args=[region.slug])).status_code == 200
    house_works()
    with region_scope(region):
        end_membership(membership=Membership.objects.get(user=person), ended_by=chief)
    return person, row, browser


def _spoken(project, person) -> Contribution:
    return make_contribution(project, f"{CANARY} ringde", name=CANARY, email=ADDRESS, entered_by=person)


def test_somebody_who_has_left_is_nowhere_and_the_work_stands(log, employee, region, in_english):
    person, _row, browser = employee
    assert {"accounts_user", "projects_eventdetail", "implementation_producer", "django_admin_log"} <= set(
        tables_with(CANARY)
    )
    call_command("erase_person", ADDRESS.upper())
    house_works()
    assert sightings(log) == []
    assert verify_ledger() is None
    person = User.objects.get(pk=person.pk)
    assert (person.get_full_name(), person.is_active) == ("Former user", False)
    assert browser.get(reverse("workspace_home", args=[region.slug])).status_code == 302
    with every_region():
        assert ProjectMember.objects.get().user == person
        assert ProjectEvent.objects.filter(actor=person.uuid).exists()


def test_whoever_still_has_a_role_keeps_the_account_and_the_operator_is_told(region, capsys):
    person = make_user(region, email=ADDRESS, name=CANARY)
    call_command("erase_person", ADDRESS)
    person.refresh_from_db()
    assert (person.email, person.is_active) == (ADDRESS, True)
    assert "end its roles" in capsys.readouterr().out


def test_kept_documents_hold_no_words_of_residents(region, log):
    package = make_package(make_project(region, current="decision"))
    project = package.promise.project
    row = _spoken(project, None)
    seen_to(row, make_user(region, "manager"))
    freeze(package)
    decide(package)
    with region_scope(region):
        enqueue_job(
            region=region,
            kind="decisions.export",
            occasion=f"decided:{package.pk}",
            arguments={"package": package.pk, "person": None},
        )
    run_due_jobs()
    with region_scope(region):
        package = reload(package)
        publish_decision(package=package, actor=None, opened=package.version)
    assert list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))
    assert files_with() == []
