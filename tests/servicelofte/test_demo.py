"""The demo is whole: built twice it stays the same, and every page, document and code that it names is there."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from accounts.models import Region, User
from drafting.models import Comment, DraftVersion, OpinionRequest, TargetCount
from monitoring.models import StatementStatus
from participation.models import Contribution, SurveySubmission
from projects.domain.ledger import verify_ledger
from projects.enums import PhaseKey, PhaseState
from projects.handbook import load_handbook
from projects.models import Project, ProjectPhase, PromiseText
from servicelofte.common import clock
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.thread import Ref
from servicelofte.management.demo import crowd, nation
from servicelofte.management.demo.agenda import Agenda
from servicelofte.management.demo.content_files import PROJECTS, project
from servicelofte.management.demo.hearings import nonce_of
from servicelofte.portal.thread import KIND_NAMES, thread_page
from tests.support import clear_cache

PUBLIC = [
    "portal",
    "promise",
    "draft",
    "survey",
    "receipt",
    "opinion",
    "decision",
    "followup",
    "thread",
    "accessibility",
    "privacy",
    "moderation_rules",
    "service_accessibility",
    "service_privacy",
]
WORKSPACE = [
    "home",
    "project",
    "phase_1",
    "phase_2",
    "phase_3",
    "phase_4",
    "phase_5",
    "phase_6",
    "editor",
    "compare",
    "coverage",
    "inbox",
    "synthesis",
    "analysis",
    "moderation",
    "package",
    "actions",
    "indicators",
    "jobs",
    "admin",
]


@pytest.fixture(scope="module")
def demo(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[dict[str, Any]]:
    """The demo, built once for all tests of this module and taken away afterwards."""
    from django.db import transaction

    folder: Path = tmp_path_factory.mktemp("demo")
    places = override_settings(VAR_DIR=folder, MEDIA_ROOT=str(folder / "media"))
    with django_db_blocker.unblock(), places, transaction.atomic():
        call_command("demo", verbosity=0)
        described = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        yield {**described, "folder": folder}
        transaction.set_rollback(True)
    clear_cache()


@pytest.fixture
def demo_db(demo: dict[str, Any], db: None, settings: Any) -> dict[str, Any]:
    """The demo inside a transaction of the test's own."""
    settings.VAR_DIR = demo["folder"]
    settings.MEDIA_ROOT = str(demo["folder"] / "media")
    return demo


def _counts() -> dict[str, int]:
    with every_region():
        return {
            model._meta.label: model._default_manager.count()
            for model in apps.get_models()
            if not model._meta.label.startswith(("sessions", "contenttypes", "auth."))
        }


def _signed_in(demo: dict[str, Any], role: str) -> Client:
    person = next(row for row in demo["sign_in"] if row["role"] == role)
    client = Client()
    client.force_login(User.objects.get(email=person["email"]))
    return client


@pytest.mark.once
@pytest.mark.parametrize(
    ("today", "ahead", "asked"),
    [("2026-11-30", 6, "2026-12-07"), ("2026-12-22", 2, "2026-12-28"), ("2026-11-30", -2, "2026-11-28")],
)
def test_demo_asks_nobody_to_come_on_a_sunday_or_a_feast(today, ahead, asked):
    with clock.fixed(dt.datetime.fromisoformat(f"{today}T10:00:00+02:00")):
        assert Agenda().date(ahead) == dt.date.fromisoformat(asked)


def test_demo_built_twice_stays_the_same(demo_db):
    before = _counts()

    call_command("demo", verbosity=0)

    described = json.loads((demo_db["folder"] / "demo.json").read_text(encoding="utf-8"))
    assert _counts() == before
    assert described == {key: value for key, value in demo_db.items() if key != "folder"}


def test_demo_of_an_older_release_is_given_what_it_lacks_and_nothing_is_written_over(demo_db):
    old, worded = Region.objects.get(slug="skargardskusten"), Region.objects.get(slug="jarviselka")
    protection = ("officer_name", "officer_email", "officer_phone", "processors", "transfer")
    kept = {region.pk: {name: getattr(region, name) for name in protection} for region in (old, worded)}
    Region.history.update(**dict.fromkeys(protection, ""))
    Region.objects.update(**dict.fromkeys(protection, ""))
    worded.refresh_from_db()
    worded.processors = "Toinen Oy"
    worded.save()

    call_command("demo", verbosity=0)

    old.refresh_from_db()
    worded.refresh_from_db()
    assert {name: getattr(old, name) for name in protection} == kept[old.pk]
    assert worded.processors == "Toinen Oy"
    assert worded.officer_name == kept[worded.pk]["officer_name"]


def test_demo_lets_nobodys_words_lie_unread_for_weeks(demo_db):
    with every_region():
        waiting = list(Contribution.objects.filter(moderation="pending"))
    assert waiting
    assert min(clock.day_of(row.received_at) for row in waiting) >= clock.today() - dt.timedelta(days=7)


def test_demo_names_every_handle(demo_db):
    handles = {key for key in demo_db if key != "folder"}

    assert handles == {"base_url", "sign_in", "pages", "documents", "ids", "codes"}
    assert [name for name in [*PUBLIC, *WORKSPACE] if name not in demo_db["pages"]] == []
    assert {"project", "promise", "promise_in_force", "package", "survey"} <= set(demo_db["ids"])
    assert {"receipt", "opinion", "invitation"} <= set(demo_db["codes"])


def test_demo_pages_answer(demo_db):
    client, anonymous = _signed_in(demo_db, "administrator"), Client()
    wrong = []
    for name, path in demo_db["pages"].items():
        visitor = client if "/work/" in path or path.startswith("/admin") else anonymous
        status = visitor.get(path).status_code
        if status != 200:
            wrong.append(f"{name} {path}: {status}")

    assert wrong == []


def test_demo_preparer_reaches_the_phases(demo_db):
    client = _signed_in(demo_db, "preparer")
    names = [name for name in WORKSPACE if name not in ("admin", "jobs")]

    assert [name for name in names if client.get(demo_db["pages"][name]).status_code != 200] == []


def test_demo_documents_are_kept_files(demo_db):
    kinds = {name.rpartition("_")[0] for name in demo_db["documents"]}

    assert kinds == {"everyone_decision", "families_package", "nearby_decision"}
    assert [
        name for name, path in demo_db["documents"].items() if not Path(path).read_bytes().startswith(b"%PDF")
    ] == []


def test_demo_people_sign_in(demo_db):
    wrong = [
        row["email"]
        for row in demo_db["sign_in"]
        if authenticate(None, username=row["email"], password=row["password"]) is None
    ]

    assert wrong == []
    for row in demo_db["sign_in"]:
        validate_password(row["password"], User.objects.get(email=row["email"]))


def test_demo_has_a_project_in_each_phase(demo_db):
    with every_region():
        current = ProjectPhase.objects.filter(state=PhaseState.CURRENT).values_list("key", flat=True)
        languages = {region.slug: region.languages for region in Region.objects.all()}

    assert sorted(current) == sorted(PhaseKey.values)
    assert languages == {"skargardskusten": ["sv", "fi"], "jarviselka": ["fi"]}


def test_demo_promises_are_written_in_the_regions_languages(demo_db):
    with every_region():
        gaps = [
            (version.promise_id, language)
            for version in DraftVersion.objects.select_related("region")
            for language in version.region.languages
            if language not in version.snapshot["core"]
        ]
        texts = PromiseText.objects.select_related("translated_from")
        stale = [row.language for row in texts if row.is_stale]

    assert gaps == []
    assert stale == ["fi"]


def test_demo_promise_in_force_is_the_handbooks_example(demo_db):
    example = load_handbook().promise_example
    with every_region():
        version = DraftVersion.objects.get(promise=demo_db["ids"]["promise_in_force"], state="decided")
    said = {
        (row["key"], viewpoint): [statement["words"]["sv"]["standard"] for statement in cell["statements"]]
        for row in version.snapshot["perspectives"]
        for viewpoint, cell in row["cells"].items()
    }

    assert said == {
        (cell.perspective.value, cell.viewpoint.value): [words.sv for words in cell.statements]
        for cell in example.cells
    }


def test_demo_promise_in_force_shows_every_status(demo_db):
    with every_region():
        newest: dict[int, str] = {}
        for row in StatementStatus.objects.order_by("pk"):
            newest[row.statement_id] = row.status
        broken = [pk for pk, status in newest.items() if status == "broken"]
        mended = StatementStatus.objects.filter(
            statement__in=broken, statement__corrective_actions__state="open"
        )
        measured = (
            Project.objects.get(promises=demo_db["ids"]["promise_in_force"]).promises.get().statements.count()
        )

        assert set(newest.values()) == {"kept", "at_risk", "broken"}
        assert len(newest) < measured
        assert mended.exists()


def test_demo_comments_are_counted_as_they_are_shown(demo_db):
    with every_region():
        comments = Comment.objects.filter(draft__promise=demo_db["ids"]["promise"])
        shown = comments.filter(contribution__moderation__in=("published", "redacted"))
        answered = shown.exclude(contribution__response=None)
        counts = TargetCount.objects.filter(draft__promise=demo_db["ids"]["promise"])

        assert comments.count() == 76
        assert {row.contribution.moderation for row in comments.select_related("contribution")} == {
            "published",
            "redacted",
            "hidden",
            "pending",
        }
        assert sum(row.shown for row in counts) == shown.count()
        assert sum(row.answered for row in counts) == answered.count()
        assert Contribution.objects.filter(wording_changes__version__number=2).distinct().count() > 15


def test_demo_thread_leads_from_a_comment_to_what_became_of_it(demo_db):
    with region_scope(Region.objects.get(slug="skargardskusten")):
        comment = Contribution.objects.get(submission_key=nonce_of("everyone", "e01"))
        page = thread_page(Ref("contribution", str(comment.pk)))
        statement = thread_page(Ref("statement", str(comment.comment.lineage)))
    kinds = {key: str(name) for key, name in KIND_NAMES.items()}
    led_to = {row["kind"] for row in page.after}
    before = {row["kind"] for row in statement.before}

    assert {
        kinds[key] for key in ("change", "statement", "version", "decision", "action", "indicator", "status")
    } <= {str(name) for name in led_to}
    assert {kinds["contribution"], kinds["change"]} <= {str(name) for name in before}


def test_demo_remiss_has_received_late_and_missed_opinions(demo_db):
    with every_region():
        states = list(
            OpinionRequest.objects.filter(region__slug="skargardskusten").values_list("state", flat=True)
        )

    assert {"submitted", "missed", "invited", "started"} == set(states)


def test_demo_survey_is_answered_and_counted(demo_db):
    with every_region():
        sent = SurveySubmission.objects.filter(survey=demo_db["ids"]["survey_closed"]).count()

    assert sent == 143
    assert Client().get(demo_db["pages"]["survey_results"]).status_code == 200


def test_demo_ledger_is_whole(demo_db):
    assert verify_ledger() is None


def test_demo_is_refused_in_production(demo_db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("demo")


def test_demo_region_scale_keeps_counts(demo_db, monkeypatch):
    monkeypatch.setattr(crowd, "COMMENTS", 90)

    call_command("demo", scale="region", verbosity=0)

    with region_scope(Region.objects.get(slug="skargardskusten")):
        newest = DraftVersion.objects.filter(promise=demo_db["ids"]["promise"]).order_by("-number").first()
        comments = Comment.objects.filter(draft=newest)
        shown = comments.filter(contribution__moderation__in=("published", "redacted")).count()
        counted = sum(row.shown for row in TargetCount.objects.filter(draft=newest))
        assert comments.count() == 90
        assert counted == shown
    assert verify_ledger() is None


def test_demo_nation_scale_adds_regions_with_figures(demo_db, monkeypatch):
    monkeypatch.setattr(nation, "NAMES", ("Harjuvaara",))
    monkeypatch.setattr(crowd, "COMMENTS", 0)

    call_command("demo", scale="nation", verbosity=0)

    assert Client().get("/fi/harjuvaara/follow-up/").status_code == 200
    with region_scope(Region.objects.get(slug="harjuvaara")):
        assert StatementStatus.objects.count() > 20


@pytest.mark.parametrize("key", PROJECTS)
def test_demo_content_is_written_in_the_languages_of_its_region(key):
    content = project(key)
    languages = {"skargardskusten": ("sv", "fi"), "jarviselka": ("fi",)}[content["project"]["region"]]
    subjects = [content[name] for name in ("promise", "surveys", "decision") if name in content]

    assert [row for subject in subjects for row in _half_written(subject, languages)] == []


def _half_written(value: Any, languages: tuple[str, ...]) -> Iterator[Any]:
    if isinstance(value, list):
        for row in value:
            yield from _half_written(row, languages)
    elif isinstance(value, dict):
        if {"sv", "fi"} & set(value) and not all(value.get(code) for code in languages):
            yield value
        for key, row in value.items():
            if key != "since":  # there a translation is missing on purpose
                yield from _half_written(row, languages)
