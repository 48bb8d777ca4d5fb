"""A full disk, for files and for the database: a clear answer, no half record, and the same words sent again stay."""

from __future__ import annotations

import errno
import re
import resource
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from decisions.domain import document as documents
from decisions.domain.document import keep_document
from decisions.models import DocumentFile
from drafting.models import Comment
from participation.models import Contribution, ContributionContact
from projects.models import ProjectEvent
from servicelofte.common.pdf import render_pdf
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.common.test_pdf import make_html
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_region
from tests.factories.decisions import freeze, make_package


@contextmanager
def no_room_after(size: int):
    """Let no file of this process grow beyond `size` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.fixture
def package(db):
    return freeze(make_package(region=make_region()))


def keep(package, content: bytes) -> DocumentFile:
    with region_scope(package.region):
        return keep_document(
            package=package, kind="package", language="sv", basis=package.frozen_digest, content=content
        )


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(make_html("<h1>Beslut</h1>"), language="sv", title="T")


def test_disk_that_is_full_half_way_through_a_document_leaves_nothing(package, pdf, settings, monkeypatch):
    whole = FileSystemStorage._save

    def cut_short(self, name, content):
        with no_room_after(1000):
            return whole(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", cut_short)
        with pytest.raises(OSError, match="large") as raised:
            keep(package, pdf)
    assert raised.value.errno == errno.EFBIG
    with region_scope(package.region):
        assert not DocumentFile.objects.exists()
        assert not ProjectEvent.objects.filter(kind="document.kept").exists()
    assert files(settings) == []
    assert keep(package, pdf).file.read() == pdf


def test_database_that_is_full_after_the_file_takes_the_file_back(package, pdf, settings, monkeypatch):
    def full(*arguments, **values):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "record_event", full)
        with pytest.raises(OperationalError):
            keep(package, pdf)
    with region_scope(package.region):
        assert not DocumentFile.objects.exists()
    assert files(settings) == []
    row = keep(package, pdf)
    assert (row.file.read(), len(files(settings))) == (pdf, 1)


def send(project, version, token: str, words: str = "Kom ihåg bussen. " * 500):
    with translation.override("sv"):
        address = reverse("drafting:comment_form", args=[project.region.slug, project.slug])
    values = {
        "part": "whole",
        "version": version.pk,
        "language": "sv",
        "words": words,
        "name": "Eva",
        "form_token": token,
    }
    return Client(raise_request_exception=False).post(address, values)


def pragma(cursor, name: str) -> int:
    return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_database_that_is_really_full_answers_clearly_and_keeps_no_half_comment():
    region = make_region()
    project, version, _statement = draft(region, days=30)
    token = make_form_token(purpose=f"comment:{version.pk}")
    with connection.cursor() as cursor:
        # Pages that rows of earlier tests left free are room, too.
        free, size = (pragma(cursor, name) for name in ("freelist_count", "page_size"))
        cursor.execute(f"CREATE TABLE filler AS SELECT zeroblob({free * size}) AS room")
        cursor.execute(f"PRAGMA max_page_count = {pragma(cursor, 'page_count')}")
    try:
        answer = send(project, version, token)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
            cursor.execute("DROP TABLE filler")
    assert_refused(answer, region)
    assert_kept_once(project, version, token, region)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [OperationalError("no space"), OSError(errno.ENOSPC, "No space left on device")]
)
def test_fault_in_the_last_write_of_a_comment_keeps_nothing_of_it(monkeypatch, region, error):
    project, version, _statement = draft(region, days=30)
    token = make_form_token(purpose=f"comment:{version.pk}")

    def full(*arguments, **values):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("participation.domain.contribution.record_event", full)
        answer = send(project, version, token)
    assert_refused(answer, region)
    assert_kept_once(project, version, token, region)


def assert_refused(answer, region) -> None:
    """Say that the answer is 503, speaks the visitor's language, and that nothing of the comment is kept."""
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "finns kvar på den här sidan" in answer.text
    assert "space" not in answer.text
    assert "disk" not in answer.text
    with region_scope(region):
        assert not Contribution.objects.exists()
        assert not Comment.objects.exists()
        assert not ContributionContact.objects.exists()
        assert not ProjectEvent.objects.filter(kind="contribution.received").exists()


class Kept(HTMLParser):
    """Reads the form that a page of failure holds: where it goes, and its names and values."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if tag == "form" and found.get("method") == "post":
            self.action = found["action"]
        if tag == "input" and found.get("type") == "hidden":
            self.fields.append((found["name"], found["value"]))


ODD = 'Första raden\r\nandra "raden" <b>&amp;'


def away(*arguments, **values):
    raise OperationalError("could not connect to server: 10.0.0.7")


@pytest.mark.django_db
def test_what_was_being_sent_is_kept_on_the_page_and_sent_from_there(monkeypatch, region):
    project, version, _statement = draft(region, days=30)
    token = make_form_token(purpose=f"comment:{version.pk}")
    with monkeypatch.context() as patch:
        patch.setattr("accounts.middleware.region_by_slug", away)
        kept = Kept(send(project, version, token, words=ODD).text)
    assert dict(kept.fields)["words"] == ODD
    answer = Client().post(kept.action, dict(kept.fields))
    assert answer.status_code == 201
    with region_scope(region):
        assert Contribution.objects.get().original == ODD.replace("\r\n", "\n")


@pytest.mark.django_db
def test_nothing_of_a_sign_in_another_site_or_a_broken_form_is_kept_on_the_page(monkeypatch, region):
    project, _version, _statement = draft(region, days=30)
    visitor = Client(raise_request_exception=False)
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", away)
    signing_in = visitor.post(
        "/sv/account/login/", {"login": "a@example.fi", "password": "ett-langt-losenord"}
    )
    assert signing_in.status_code == 503
    assert "losenord" not in signing_in.text
    path = f"/sv/{region.slug}/{project.slug}/draft/comment/"
    elsewhere = visitor.post(path, {"words": "Lockbete"}, headers={"origin": "https://annan.example"})
    broken = visitor.post(path, "--x\r\nbroken", content_type="multipart/form-data")
    many = visitor.post(path, {f"f{number}": "x" for number in range(3000)})
    assert {page.status_code for page in (elsewhere, broken, many)} == {503}
    assert "Lockbete" not in elsewhere.text
    assert [Kept(page.text).fields for page in (elsewhere, broken, many)] == [[], [], []]


def assert_kept_once(project, version, token, region) -> None:
    """Say that the same form sent twice afterwards, such as by a double click, gives one comment and one receipt."""
    first, second = send(project, version, token), send(project, version, token)
    assert (first.status_code, second.status_code) == (201, 201)
    with region_scope(region):
        assert Contribution.objects.count() == 1
    assert _codes(first) == _codes(second) != []


def _codes(answer) -> list[str]:
    return sorted(set(re.findall(r"\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b", answer.text)))


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "gå tillbaka"), ("fi", "palaa takaisin"), ("en", "go back")]
)
def test_page_of_a_failing_database_speaks_the_visitors_language(db, monkeypatch, language, words):
    monkeypatch.setattr("servicelofte.portal.queries.front_page", away)
    answer = Client(raise_request_exception=False).get(f"/{language}/")
    assert answer.status_code == 503
    assert words in answer.text
    assert f'lang="{language}"' in answer.text
    assert "10.0.0.7" not in answer.text
