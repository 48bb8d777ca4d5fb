"""Whatever is sent, the house answers with a sentence, never with a fault of its own: every form, every address."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, transaction
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from servicelofte.wsgi import application
from tests.trust.forms import URLENCODED, Form, encode, send
from tests.trust.worlds import every_form, pages, signed_in, whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_files")]

WORDS = "A\x00B\ud800\u202e\u2066\u200f\x1b\x7f\ufdd0\U000e0001\r\n<script>alert(1)</script>{{ 7*7 }}%s=cmd|' /C'!A0"
LARGE = "9" * 40
HOSTILE = {
    "words": WORDS,
    "long": "Å" * 12_000,
    "large": LARGE,
    "beyond 64 bits": str(2**63),
    "not a number": "NaN",
    "day before all": "0001-01-01",
    "no such day": "2027-02-30",
    "five-figure year": "99999-01-01",
    "list": "[1, 2]",
    "mapping": '{"a": 1}',
    "key and version": "1:99999999999999999999",
    "spaces": "\u00a0\u2003\t\n",
}


# Of these, those that a hostile sender puts in place of what is chosen from a list.
CHOSEN = ("words", "large", "key and version")


@pytest.fixture(scope="module")
def world(lasting):
    return whole_world("ours", "OurCanary")


@pytest.fixture(scope="module")
def forms(world) -> list[Form]:
    return every_form(world, signed_in(world))


@pytest.fixture
def client(world) -> Iterator[Client]:
    browser = signed_in(world)
    yield browser
    assert browser.get(f"/sv/work/{world.region.slug}/").status_code == 200, "signed in to the end"


def tried(client: Client, address: str, values: dict[str, list[str]]) -> int:
    """Post, and take everything back, of the browser (one of the forms signs out) as of the database."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        status = send(client, address, values)
        transaction.set_rollback(True)
    client.cookies = cookies
    return status


def faults(client: Client, form: Form, name: str, values: dict[str, list[str]]) -> Iterator[str]:
    status = tried(client, form.action, values)
    if status >= 500:
        yield f"{form.action} ({name}): {status}"


def test_every_form_is_sent_to_an_address_of_the_house(forms):
    lost = []
    for form in forms:
        path = urlsplit(form.action).path
        try:
            with translation.override(translation.get_language_from_path(path) or "sv"):
                resolve(path)
        except Resolver404:
            lost.append(f"{form.page} to {form.action}")
    assert lost == []


def test_forms_are_also_sent_as_the_language_switch_sends_them(forms):
    switched = {form.page.split("/")[-2] for form in forms if "show_in" in form.fields}
    assert {"comment", "answer", "feedback"} <= switched, switched


@pytest.mark.once
def test_every_form_bears_hostile_values(forms, client):
    wrong = []
    for form in forms:
        for name, value in HOSTILE.items():
            written = {field: [value] for field, each in form.fields.items() if each.is_written}
            everywhere = {field: [value] for field in form.fields}
            if written:
                wrong += faults(client, form, f"{name} in what is written", {**form.values(), **written})
            if everywhere != written and name in CHOSEN:
                wrong += faults(client, form, f"{name} everywhere", everywhere)
    assert not wrong, "\n".join(wrong)


def test_every_form_bears_one_hostile_choice_at_a_time(forms, client):
    wrong = []
    for form in forms:
        for field, each in form.fields.items():
            if each.is_written:
                continue
            for name in CHOSEN if each.is_key else CHOSEN[:1]:
                wrong += faults(client, form, f"{name} in {field}", {**form.values(), field: [HOSTILE[name]]})
    assert not wrong, "\n".join(wrong)


def test_every_form_bears_lists_in_place_of_single_values(forms, client):
    wrong = []
    for form in forms:
        doubled = {field: [*given, *given, WORDS] for field, given in form.values().items()}
        wrong += faults(client, form, "lists", doubled)
    assert not wrong, "\n".join(wrong)


# What is an address of its kind, and longer than any column for one; one grows when it is written in small letters.
FAR = {
    "email": (f"a@{'b.' * 130}fi", f"a@{'.'.join(['İ' * 60] * 4)}.fi"),
    "url": (f"https://example.fi/{'a' * 5000}",),
}


def test_every_form_bears_addresses_that_are_right_but_too_long(forms, client):
    wrong, tried_kinds = [], set()
    for form in forms:
        for name, field in form.fields.items():
            for value in FAR.get(field.kind, ()):
                tried_kinds.add(field.kind)
                wrong += faults(client, form, f"{value[:20]} in {name}", {**form.values(), name: [value]})
    assert tried_kinds == set(FAR)
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
def test_every_address_bears_a_post_without_its_fields(world, client):
    wrong = []
    for _address, url in pages(world):
        for name, values in (("nothing", {}), ("foreign", {"x": ["1"], "opened_version": ["x"]})):
            status = tried(client, url, values)
            if status >= 500:
                wrong.append(f"{url} ({name}): {status}")
    assert not wrong, "\n".join(wrong)


# What reaches a view as fields or files, and what no view can read.
BODIES = {
    "json": (b'{"words": ["x", {"a": null}]}', "application/json"),
    "not utf-8": (b"words=\xff\xfe\xc3&form_token=\xed\xa0\x80", URLENCODED),
    "file in place of words": (
        b'--x\r\nContent-Disposition: form-data; name="words"; filename="../../x.svg"\r\n\r\n<svg/>\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "no boundary": (b"words=x", "multipart/form-data"),
}
# What is read, or refused, in the same way whatever the view.
ODD_BODIES = {
    "other encoding": ("words=ä".encode("utf-16"), f"{URLENCODED}; charset=utf-16"),
    "no such encoding": (b"words=x", f"{URLENCODED}; charset=nonsense"),
    "broken parts": (
        b"--x\r\nContent-Disposition: form-data; name=words\r\n\r\nx",
        "multipart/form-data; boundary=x",
    ),
    "no type": (b"words=x", ""),
    "five thousand fields": (encode((f"f{number}", "x") for number in range(5000)), URLENCODED),
    "ten megabytes": (b"words=" + b"x" * 10_000_000, URLENCODED),
}


# Encodings in which half a character can be written, and some that are none for text.
ODD_ENCODINGS = {
    "utf-7": b"+2AA-",
    "unicode_escape": rb"\ud800",
    "utf-16-le": b"\x00\xd8",
    "zip": b"x",
    "undefined": b"x",
}


@pytest.mark.parametrize("switch", [{}, {"show_in": b"fi"}])
@pytest.mark.parametrize("encoding", ODD_ENCODINGS)
def test_form_in_another_encoding_is_refused_before_any_page_reads_it(world, encoding, switch):
    address = f"/sv/{world.region.slug}/{world.project.slug}/draft/comment/"
    fields = {"version": str(world.rows["version"].pk).encode(), "words": ODD_ENCODINGS[encoding], **switch}
    parts = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in fields.items()
    )
    kind = f"multipart/form-data; boundary=x; charset={encoding}"
    answer = Client(raise_request_exception=False).generic("POST", address, parts + b"--x--\r\n", kind)
    assert answer.status_code == 400


def test_question_in_another_encoding_is_refused(world):
    address = f"/sv/{world.region.slug}/{world.project.slug}/draft/?part=%2B2AA-"
    assert Client().get(address, headers={"content-type": "text/plain; charset=utf-7"}).status_code == 400


@pytest.mark.parametrize("encoding", ["zip", "base64", "rot13", "undefined"])
def test_question_in_an_encoding_that_is_none_for_text_is_refused_by_the_page_for_it(encoding):
    """Django fails on it while it makes the request, before any middleware: the control is Django alone."""
    kind = f"text/plain; charset={encoding}"
    status, page = _answer_of(application, kind)
    assert status.startswith("400")
    assert "<main" in page
    with pytest.raises((LookupError, UnicodeError)):
        _answer_of(WSGIHandler(), kind)


@pytest.mark.parametrize("name", ["charset", "boundary", "x"])
def test_content_type_whose_parameter_nobody_can_read_is_refused_by_the_page_for_it(name):
    """Its value says in which encoding it is written (RFC 2231): the control is Django alone."""
    kind = f"text/plain; {name}*=nonsense''x"
    status, page = _answer_of(application, kind)
    assert status.startswith("400")
    assert "<main" in page
    with pytest.raises(ValueError, match="nonsense"):
        _answer_of(WSGIHandler(), kind)


@pytest.mark.parametrize("kind", ["", "text/plain", "x; charset=utf8", "x; charset=nonsense", "x; charset"])
def test_question_in_utf8_is_answered(kind):
    assert _answer_of(application, kind)[0] == "200 OK"


def _answer_of(served, kind: str) -> tuple[str, str]:
    """Return status line and body of what a WSGI application answers to a question with this Content-Type."""
    environ = RequestFactory()._base_environ(PATH_INFO="/healthz", QUERY_STRING="part=x", CONTENT_TYPE=kind)
    told: list[str] = []
    # As Django's own client does: the connection is the test's.
    request_started.disconnect(close_old_connections)
    try:
        body = b"".join(served(environ, lambda status, headers: told.append(status)))
    finally:
        request_started.connect(close_old_connections)
    return told[0], body.decode()


class _Counted(BytesIO):
    """A body that tells how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.taken += len(part)
        return part


def test_file_is_refused_before_it_is_read_and_stored(world):
    address = f"/sv/{world.region.slug}/{world.project.slug}/draft/comment/"
    head = b'--x\r\nContent-Disposition: form-data; name="words"; filename="x.svg"\r\n\r\n'
    body = _Counted(head + b"x" * 20_000_000 + b"\r\n--x--\r\n")
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(len(body.getvalue()))}
    answer = Client().request(REQUEST_METHOD="POST", PATH_INFO=address, **sent, **{"wsgi.input": body})
    assert answer.status_code == 400
    assert body.taken < 1_000_000


def test_field_for_a_file_that_was_left_empty_is_no_file(world):
    address = f"/sv/{world.region.slug}/{world.project.slug}/draft/comment/"
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="version"\r\n\r\n%d\r\n' % world.rows["version"].pk,
        b'--x\r\nContent-Disposition: form-data; name="show_in"\r\n\r\nsv\r\n',
        b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n',
    ]
    kind = "multipart/form-data; boundary=x"
    assert Client().generic("POST", address, b"".join(parts), kind).status_code < 400


def test_form_that_names_utf8_is_read(world, client):
    address = f"/sv/{world.region.slug}/{world.project.slug}/draft/comment/"
    body = encode([("version", str(world.rows["version"].pk)), ("words", "ä"), ("show_in", "sv")])
    assert client.generic("POST", address, body, f"{URLENCODED}; charset=UTF-8").status_code == 200


@pytest.mark.once
def test_every_address_bears_a_body_of_another_kind(world, client):
    wrong = []
    for number, (_address, url) in enumerate(pages(world)):
        bodies = BODIES if number % 10 else BODIES | ODD_BODIES
        for name, (body, content_type) in bodies.items():
            with transaction.atomic():
                status = client.generic("POST", url, body, content_type).status_code
                transaction.set_rollback(True)
            if status >= 500:
                wrong.append(f"{url} ({name}): {status}")
    assert not wrong, "\n".join(wrong)


# Without NUL, which is refused before any page is asked.
QUERIES = (WORDS.replace("\x00", ""), LARGE, "²", "2027-02-30", "1:2:3")
ASKED = (
    "part",
    "version",
    "promise",
    "before",
    "after",
    "from",
    "to",
    "page",
    "statement",
    "group",
    "event",
    "words",
    "state",
    "channel",
    "language",
    "audience",
    "next",
    "lang",
    "theme",
    "owner",
    "perspective",
    "outcome",
    "kind",
    "answer",
    "answered",
    "coded",
    "cell",
    "plain",
    "other",
    "minority",
)


def test_question_with_nul_is_refused(world, client):
    assert client.get("/sv/?x=%00").status_code == 400


@pytest.mark.once
def test_every_page_bears_a_hostile_question(world, client):
    wrong = []
    for value in QUERIES:
        query = encode((name, value) for name in ASKED).decode()
        for _address, url in pages(world):
            status = client.get(f"{url}?{query}").status_code
            if status >= 500:
                wrong.append(f"{url} ({value[:20]!r}): {status}")
    assert not wrong, "\n".join(wrong)


HOSTILE_PARTS = ("%00", "%ed%a0%80", "..%2f..%2fetc", "9" * 30, "²")


def _hostile_paths(world) -> set[str]:
    """Return every address with a hostile part in place of each of its values, and of its first fixed words once."""
    changed: dict[tuple[str, ...], str] = {}
    for address, url in pages(world):
        pieces, route = url.strip("/").split("/"), address.route.strip("/").split("/")
        for place in range(1, len(pieces)):
            is_own = route[place - len(pieces)].startswith("<") and "region" not in route[place - len(pieces)]
            for part in HOSTILE_PARTS:
                path = "/".join([*pieces[:place], part, *pieces[place + 1 :]])
                changed.setdefault((*pieces[:place], part, path if is_own else ""), f"/{path}/")
    return set(changed.values())


@pytest.mark.once
def test_every_address_bears_a_hostile_part(world, client):
    wrong = [path for path in sorted(_hostile_paths(world)) if client.get(path).status_code >= 500]
    assert not wrong, "\n".join(wrong)


anything = (
    st.text(st.characters(codec=None), max_size=200)
    | st.integers().map(str)
    | st.sampled_from(list(HOSTILE.values()))
)


@settings(max_examples=40)
@given(data=st.data())
def test_no_form_is_a_fault_whatever_is_sent(forms, client, data):
    form = data.draw(st.sampled_from(forms))
    values = {
        field: data.draw(st.lists(anything, max_size=3)) if data.draw(st.booleans()) else given
        for field, given in form.values().items()
    }
    assert tried(client, form.action, values) < 500
