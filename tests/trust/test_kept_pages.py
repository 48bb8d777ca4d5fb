"""Pages kept for everybody: nobody fills the store, nobody is answered with another's page, and a change is seen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.test import Client

from projects.domain.project import update_project
from projects.models import Project
from servicelofte.common import public_cache
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(monkeypatch) -> list[str]:
    """The names under which pages are kept, in order."""
    names: list[str] = []
    store = public_cache.pages.set

    def remember(key, *args, **kwargs):
        names.append(key)
        return store(key, *args, **kwargs)

    monkeypatch.setattr(public_cache.pages, "set", remember)
    return names


@pytest.fixture
def address(region) -> str:
    project, _version, _statement = draft(region, days=30)
    return f"/sv/{region.slug}/{project.slug}/draft/"


def rename(region, title: str) -> None:
    with region_scope(region):
        project = Project.objects.get()
        update_project(project=project, expected=project.version, actor=None, changes={"title_sv": title})


def test_made_up_questions_do_not_fill_the_store(address, kept):
    for number in range(20):
        assert Client().get(f"{address}?x={number}").status_code == 200
        assert Client().get(f"{address}?plain=1&x={number}").status_code == 200
    assert kept == []
    assert [Client().get(f"{address}?plain=1").status_code for _time in range(2)] == [200, 200]
    assert len(kept) == 1


def test_question_that_is_kept_is_one_that_some_page_asks_for(address, kept):
    """A page that asks for more than the store knows of would be made anew each time: name it in ASKED."""
    own = f"{address}comments/?part=whole&version=1"
    assert [Client().get(own).status_code for _time in range(2)] == [200, 200]
    assert len(kept) == 1


@pytest.mark.parametrize("first", ["get", "head"])
def test_head_and_get_agree_whichever_comes_first(address, first):
    second = {"get": "head", "head": "get"}[first]
    answers = {method: getattr(Client(), method)(address) for method in (first, second)}
    assert answers["head"].content == b""
    assert "Löfte" in answers["get"].text or "<main" in answers["get"].text
    assert answers["head"].headers["ETag"] == answers["get"].headers["ETag"]


def test_cookies_and_preferences_change_nothing_and_none_is_set(address):
    clean = Client().get(address)
    for headers in (
        {"cookie": "sessionid=x; django_language=fi"},
        {"accept-language": "fi"},
        {"accept": "image/png"},
    ):
        other = Client().get(address, headers=headers)
        assert (other.content, other.headers["ETag"]) == (clean.content, clean.headers["ETag"])
        assert not other.cookies


def test_page_kept_with_tls_is_not_given_without_it(address, settings):
    assert Client().get(address, secure=True).status_code == 200
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://testserver{address}")


def test_tag_of_a_page_that_has_changed_no_longer_counts(address, region, monkeypatch):
    before = Client().get(address)
    tag = before.headers["ETag"]
    same = Client().get(address, headers={"if-none-match": tag})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    monkeypatch.setattr(public_cache, "FRESH_SECONDS", -1)
    rename(region, "Ett annat namn")
    after = Client().get(address, headers={"if-none-match": tag})
    assert after.status_code == 200
    assert "Ett annat namn" in after.text


def test_process_that_is_killed_right_after_the_commit_leaves_no_page_as_it_was(address, region, monkeypatch):
    """What runs after commit is lost with its process; the other processes learn of the change all the same."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **_options: None)
    monkeypatch.setattr(public_cache, "FRESH_SECONDS", -1)
    assert "Ett annat namn" not in Client().get(address).text
    rename(region, "Ett annat namn")
    assert "Ett annat namn" in Client().get(address).text


def test_change_that_is_rolled_back_leaves_the_page_kept(address, region, monkeypatch):
    monkeypatch.setattr(public_cache, "FRESH_SECONDS", -1)
    before = public_cache._stored_version(region.slug)
    with transaction.atomic():
        rename(region, "Ett annat namn")
        transaction.set_rollback(True)
    assert public_cache._stored_version(region.slug) == before


# Answers each line on its input: an address with the title of its page, "later" by letting a second pass.
OTHER = """
import os, re, sys, time
import django
django.setup()
from django.test import Client
passed, clock = [0], time.monotonic
time.monotonic = lambda: clock() + passed[0]
for line in sys.stdin:
    if line.strip() == "later":
        passed[0] += 1
        print("passed", flush=True)
    else:
        page = Client().get(line.strip())
        print(page.status_code, "Ett annat namn" in page.text, flush=True)
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_change_is_seen_within_a_second_in_another_process_with_a_store_of_its_own():
    region = make_region()
    project, _version, _statement = draft(region, days=30)
    address = f"/sv/{region.slug}/{project.slug}/draft/"
    own = connection.settings_dict
    env = os.environ | {
        "DATABASE_URL": f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}",
        "CACHE_URL": "",
        "DJANGO_SETTINGS_MODULE": "servicelofte.settings",
    }
    with subprocess.Popen(
        [sys.executable, "-c", OTHER], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:

        def ask(line: str) -> str:
            other.stdin.write(f"{line}\n")
            other.stdin.flush()
            return other.stdout.readline().strip()

        assert ask(address) == "200 False"
        rename(region, "Ett annat namn")
        assert ask("later") == "passed"
        assert ask(address) == "200 True"
        other.stdin.close()
        other.wait(30)
