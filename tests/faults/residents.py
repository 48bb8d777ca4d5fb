"""People at their browsers: they send until they have a receipt, over real HTTP, whatever breaks meanwhile."""

from __future__ import annotations

import http.client
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from itertools import count
from threading import Condition, Event, Thread
from urllib.parse import urlencode

import pytest
from django.core import signing

from servicelofte.common.tokens import FORM_TOKEN_SALT
from tests.faults.house import LONGEST, WEB, House

COMMENT, ANSWER, FOLLOW, READ = "comment", "answer", "follow", "read"
_CODE = re.compile(r"\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b")
_places = count(1)


class _Opened(signing.TimestampSigner):
    """Signs as of a minute ago: nobody fills in a form within two seconds."""

    def timestamp(self) -> str:
        return signing.b62_encode(signing.b62_decode(super().timestamp()) - 60)


def opened_form(purpose: str) -> str:
    """Return the token of a form that was opened a minute ago."""
    return _Opened(salt=FORM_TOKEN_SALT).sign_object({"n": uuid.uuid4().hex, "p": purpose})


@dataclass(frozen=True)
class Page:
    """What was answered: status, headers and text."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def code(self) -> str:
        """Return the receipt's code; empty when there is none."""
        found = _CODE.search(self.text)
        return found.group() if found else ""


@dataclass
class Diary:
    """What happened: receipts {words: codes} by kind of sending, and every answer that nobody could explain."""

    breaking: str = ""
    received: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    closed_for_a_while: int = 0
    unexplained: list[str] = field(default_factory=list)
    news: Condition = field(default_factory=Condition)

    def note(self, kind: str, words: str = "", code: str = "") -> None:
        """Write down that something was received, or read."""
        with self.news:
            if words:
                self.received[kind].setdefault(words, set()).add(code)
            self.counts[kind] += 1
            self.news.notify_all()

    def wait_for_more(self, many: int, *kinds: str) -> None:
        """Wait until so many more of each kind were received."""
        wanted = {kind: self.counts[kind] + many for kind in kinds}
        self._wait(lambda: all(self.counts[kind] >= number for kind, number in wanted.items()), f"{wanted}")

    def wait_for_closed_pages(self, many: int) -> None:
        """Wait until so many more people were told that the service is closed for a short while."""
        wanted = self.closed_for_a_while + many
        self._wait(lambda: self.closed_for_a_while >= wanted, "pages that say that the service is closed")

    def _wait(self, met: Callable[[], bool], what: str) -> None:
        with self.news:
            if not self.news.wait_for(lambda: bool(self.unexplained) or met(), timeout=LONGEST):
                pytest.fail(
                    f"nothing more while {self.breaking or 'all is well'}: {what}, has {dict(self.counts)}"
                )

    @contextmanager
    def while_breaking(self, what: str) -> Iterator[None]:
        """Name what is broken meanwhile."""
        self.breaking = what
        try:
            yield
        finally:
            self.breaking = ""


class Browser:
    """Sends one request after the other; what does not come through it sends again."""

    def __init__(self, house: House, diary: Diary, done: Event) -> None:
        self.house, self.diary, self.done = house, diary, done

    def ask(self, path: str, fields: Mapping[str, object] | None = None, **headers: str) -> Page | None:
        """Send a request; None when no answer came. What is neither well nor "closed for a short while" is noted."""
        before = self.diary.breaking
        page = self._send(path, fields, headers)
        if page is None:
            return None
        if page.status == 503:
            self._note_closed(page, {before, self.diary.breaking}, path, fields)
            return None
        if page.status >= 400:
            self.diary.unexplained.append(f"{page.status} {path} while {before}: {page.text[:2000]}")
        return page

    def _send(
        self, path: str, fields: Mapping[str, object] | None, headers: Mapping[str, str]
    ) -> Page | None:
        place = next(_places)
        sent = {"X-Forwarded-For": f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}", **headers}
        body = urlencode(fields) if fields is not None else None
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.house.ports[WEB], timeout=LONGEST)
        try:
            line.request("POST" if body is not None else "GET", path, body, sent)
            answer = line.getresponse()
            return Page(answer.status, dict(answer.getheaders()), answer.read().decode())
        except (OSError, http.client.HTTPException):
            # Not at once again: whoever is away needs the machine to come back.
            self.done.wait(0.05)
            return None
        finally:
            line.close()

    def _note_closed(
        self, page: Page, breaking: set[str], path: str, fields: Mapping[str, object] | None
    ) -> None:
        kept = all(escape(str(value)) in page.text for value in (fields or {}).values())
        told = page.headers.get("Retry-After") and "Stängt en kort stund" in page.text and kept
        with self.diary.news:
            if not told or not any("database" in what for what in breaking):
                self.diary.unexplained.append(f"503 {path} while {breaking}: {page.text[:2000]}")
            self.diary.closed_for_a_while += 1
            self.diary.news.notify_all()
        self.done.wait(0.05)

    def insist(self, path: str, fields: Mapping[str, object], **headers: str) -> Page:
        """Send the same form until an answer comes that is one."""
        for _time in range(2000):
            page = self.ask(path, fields, **headers)
            if page is not None:
                return page
        pytest.fail(f"no answer from {path} after 2,000 tries")


@dataclass(frozen=True)
class Addresses:
    """Where the residents go, and what the forms there are called."""

    comments: str
    comment: str
    version: int
    follow: str
    survey: str
    survey_id: int
    question: int


class Resident(Thread):
    """One person who goes on until told to stop; what was begun is sent until it has its receipt."""

    def __init__(self, browser: Browser, addresses: Addresses, number: int) -> None:
        super().__init__(name=f"resident-{number}", daemon=True)
        self.browser, self.at, self.number = browser, addresses, number

    def run(self) -> None:
        """Comment, answer and read in turn."""
        try:
            for turn in count():
                if self.browser.done.is_set():
                    return
                words = f"Kanarie {self.number}-{turn}."
                self.comment(words, follow=turn % 4 == 0)
                self.answer(words)
                self.read()
        except BaseException as error:
            self.browser.diary.unexplained.append(f"{self.name}: {error!r}")
            raise

    def comment(self, words: str, *, follow: bool) -> None:
        """Send a comment until its receipt comes, every fifth twice; and perhaps follow it by e-mail."""
        fields = {
            "part": "whole",
            "version": self.at.version,
            "language": "sv",
            "words": words,
            "form_token": opened_form(f"comment:{self.at.version}"),
        }
        page = self._send_once(COMMENT, self.at.comment, fields, words)
        if page and follow:
            address = f"{uuid.uuid4().hex[:12]}@example.fi"
            done = self.browser.insist(self.at.follow, {"code": page.code, "email": address})
            if done.status == 200:
                self.browser.diary.note(FOLLOW, words, address)

    def answer(self, words: str) -> None:
        """Answer the survey."""
        token = opened_form(f"survey:{self.at.survey_id}")
        fields = {f"q{self.at.question}": words, "form_token": token}
        self._send_once(ANSWER, self.at.survey, fields, words)

    def _send_once(self, kind: str, path: str, fields: dict[str, object], words: str) -> Page | None:
        page = self.browser.insist(path, fields)
        for sent in (page, self.browser.insist(path, fields)):
            if sent.status == 201:
                self.browser.diary.note(kind, words, sent.code)
        return page if page.status == 201 else None

    def read(self) -> None:
        """Read what others have said."""
        page = self.browser.ask(self.at.comments)
        if page is not None:
            self.browser.diary.note(READ)


@contextmanager
def residents(house: House, diary: Diary, addresses: Addresses, *, many: int) -> Iterator[Browser]:
    """Let so many residents go on meanwhile; at the end each finishes what it has begun."""
    done = Event()
    browser = Browser(house, diary, done)
    people = [Resident(browser, addresses, number) for number in range(many)]
    for person in people:
        person.start()
    try:
        yield browser
    finally:
        done.set()
        for person in people:
            person.join(timeout=LONGEST)
    assert not [person.name for person in people if person.is_alive()]
