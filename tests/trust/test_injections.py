"""Script injections in every text field: shown in public pages, workspace, admin, mail and PDF, they do nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.core import mail as outbox
from django.http import HttpResponse
from django.urls import reverse
from lxml import html

from accounts.domain.membership import invite_person
from accounts.models import Region, RegionPage, User
from decisions.pdf import document_html
from decisions.queries.document import document_view
from notices.domain.mail import send_due_mail
from participation.models import ParticipationEvent
from projects.models import PromiseText
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.common.text import prose
from tests.factories.decisions import freeze, make_package
from tests.factories.projects import make_project
from tests.trust.worlds import pages, signed_in, whole_world

pytestmark = pytest.mark.django_db

# Each would leave an element or attribute named "data-hit", or run hit().
CORPUS = (
    "<script>hit()</script>",
    "<b data-hit>",
    '"><img src=x data-hit onerror=hit()>',
    "'><svg data-hit onload=hit()>",
    "</textarea><i data-hit>",
    "</title></style></script><i data-hit>",
    "{{7919|add:7927}}{% now 'Y' %}",
    "javascript:hit()",
    "<!--<i data-hit>-->",
    "%3Cscript%3Ehit()%3C/script%3E",
    "&lt;i data-hit&gt;",
)
MARKDOWN = (
    "[a](javascript:hit()) ![x](x) <i data-hit> [b](data:text/html,x) <https://example.fi> [c](vbscript:x)"
)
ALLOWED_SCHEMES = ("", "http", "https", "mailto", "tel")


def _wrong(content: bytes) -> list[str]:
    """Return what of a page is alive that should be dead."""
    tree = html.fromstring(content)
    found = [f"element {node.tag}" for node in tree.xpath("//*[@data-hit]")]
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        found += [f"{node.tag} {name}" for name in node.attrib if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction"):
            if urlsplit(node.get(name, "").strip()).scheme.lower() not in (*ALLOWED_SCHEMES, "data"):
                found.append(f"{node.tag} {name}={node.get(name)}")
        if node.tag == "script" and not node.get("src") and (node.text or "").strip():
            found.append("script inside the page")
    return found


# Several in one, as long as the shortest field takes them: few worlds show them all.
TOGETHER = ("".join(CORPUS[:4]), "".join(CORPUS[4:8]), "".join(CORPUS[8:]))


@pytest.fixture(params=TOGETHER, ids=("elements", "endings", "disguised"))
def payload(request) -> str:
    assert len(request.param) < 120
    return str(request.param)


def hostile_world(payload: str):
    world = whole_world("hostile", payload)
    Region.objects.filter(pk=world.region.pk).update(
        name_sv=payload,
        name_fi=payload,
        short_name_sv=payload[:60],
        contact_phone=payload[:40],
        contact_address=payload,
        officer_name=payload,
        officer_phone=payload[:40],
        processors=payload,
        transfer="safeguards",
        transferred_to=payload,
    )
    User.objects.filter(pk=world.owner.pk).update(is_staff=True)
    with region_scope(world.region):
        PromiseText.objects.update(body=f"{payload} {MARKDOWN}")
        for language in ("sv", "fi"):
            RegionPage.objects.create(
                region=world.region,
                kind="privacy",
                language=language,
                body=f"{payload}\n\n{MARKDOWN}",
                checked_on=clock.today(),
            )
    return world


def shown(world) -> list[tuple[str, HttpResponse]]:
    """Return the answer of every page of the house and of the admin site that shows this world."""
    client = signed_in(world)
    urls = [url for _address, url in pages(world)]
    for name, key in (("accounts_user", world.owner.pk), ("accounts_region", world.region.pk)):
        urls += [reverse(f"admin:{name}_changelist"), reverse(f"admin:{name}_change", args=[key])]
    for row in {type(row): row for row in world.rows.values()}.values():
        label = f"{row._meta.app_label}_{row._meta.model_name}"
        if admin.site.is_registered(type(row)):
            urls += [reverse(f"admin:{label}_change", args=[row.pk]), reverse(f"admin:{label}_changelist")]
    found = []
    for url in urls:
        answer = client.get(url)
        if answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
            found.append((url, answer))
    return found


@pytest.mark.once
def test_payload_in_every_text_is_dead_on_every_page(payload):
    wrong, seen = {}, 0
    for url, answer in shown(hostile_world(payload)):
        content = answer.content
        seen += payload[:8].encode() in content or b"&lt;" in content
        found = _wrong(content)
        if found or b"15846" in content:
            wrong[url] = found or ["a template was read out of the words"]
    assert wrong == {}
    assert seen > 50


def test_look_finds_what_is_alive():
    """The control: a page on which the corpus was put without escaping."""
    page = f"<html><body>{''.join(CORPUS[:3])}<a href='javascript:hit()' style='x'>x</a></body></html>"
    assert len(_wrong(page.encode())) >= 5


def test_payload_in_prose_is_dead():
    for words in (*CORPUS, MARKDOWN):
        assert _wrong(f"<html><body>{prose(words)}</body></html>".encode()) == [], words


def test_payload_in_a_mail_stays_words(payload):
    world = hostile_world(payload)
    with region_scope(world.region):
        world.region.refresh_from_db()
        invite_person(
            region=world.region,
            email="ny@example.fi",
            name=f"{payload}\r\nBcc: all@example.fi"[:120],
            role="preparer",
            language="sv",
            invited_by=world.owner,
        )
    send_due_mail()
    message = outbox.outbox[-1]
    sent = message.message()
    assert (message.to, message.cc, message.bcc) == (["ny@example.fi"], [], [])
    assert "Bcc" not in sent
    assert "\n" not in message.subject
    for part in sent.walk():
        if part.get_content_type() == "text/html":
            tree = html.fromstring(part.get_payload(decode=True))
            assert tree.xpath("//*[@data-hit]|//script|//img") == []


@pytest.mark.parametrize(
    "name", ["http://evil.example/x Anna", "Anna www.evil.example", "anna@evil.example", "evil.example"]
)
def test_link_in_a_name_becomes_no_link_in_a_mail(region, name):
    with region_scope(region):
        invite_person(
            region=region, email="ny@example.fi", name=name, role="preparer", language="sv", invited_by=None
        )
    send_due_mail()
    message = outbox.outbox[-1]
    assert "evil.example" not in message.body
    assert all("evil.example" not in part.content for part in message.alternatives)


def test_payload_in_a_document_is_words_of_it(payload):
    # The factory formats the words: their own braces are doubled.
    body = payload.replace("{", "{{").replace("}", "}}") + " {kind}"
    words = {"sv": body, "fi": body}
    package = freeze(make_package(make_project(hostile_region(), current="decision"), words=words))
    with region_scope(package.region):
        page = document_html(document_view(package, "sv"))
    tree = html.fromstring(page)
    assert "15846" not in page
    assert tree.xpath("//*[@data-hit]|//script|//iframe|//object") == []
    assert [
        node.get("src") for node in tree.iter("img") if not node.get("src", "").startswith("asset:")
    ] == []
    assert not [node for node in tree.iter("a") if "javascript" in node.get("href", "")]


def test_words_of_an_event_make_no_line_of_a_calendar_file(db, client):
    world = whole_world("hostile", "Kanarie")
    words = 'Kväll\r\nATTACH:http://evil.example\nEND:VEVENT\nBEGIN:VALARM;X="\u2028,\\n'
    with region_scope(world.region):
        texts = {f"{name}_sv": words for name in ("title", "place", "about", "sign_up", "access")}
        ParticipationEvent.objects.update(**texts)
    place = [world.region.slug, world.project.slug, world.rows["event"].pk]
    lines = client.get(reverse("participation:event_calendar", args=place)).content.decode().split("\r\n")
    names = [line.split(":")[0].split(";")[0] for line in lines if line and not line.startswith(" ")]
    assert "ATTACH" not in names
    assert (names.count("BEGIN"), names.count("END")) == (2, 2)
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in lines)


def hostile_region():
    from tests.factories.accounts import make_region

    return make_region(name_sv="<i data-hit>", name_fi="<i data-hit>")


@pytest.mark.browser
def test_browser_runs_nothing_and_reports_no_breach_of_the_policy(browser):
    """Chromium is given every page as the house answered, headers included, without a server between."""
    kept = {urlsplit(url).path: answer for url, answer in shown(hostile_world(TOGETHER[0]))}
    front = kept["/sv/"]
    kept["/control/"] = HttpResponse(front.content + b"<script>hit()</script>", headers=dict(front.items()))
    context = browser.new_context(locale="sv-FI", base_url="https://testserver")
    context.add_init_script(
        "window.heard = [];"
        "addEventListener('securitypolicyviolation', e => heard.push('POLICY ' + e.violatedDirective));"
        "window.hit = () => heard.push('HIT');"
    )
    context.route("**/*", lambda route: _answer(route, kept))
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    heard = {}
    for path in kept:
        said.clear()
        page.goto(path, wait_until="load")
        heard[path] = [*page.evaluate("() => new Promise(done => setTimeout(() => done(heard), 0))"), *said]
    context.close()
    assert any("POLICY" in words for words in heard.pop("/control/")), "the control must be reported"
    assert {path: words for path, words in heard.items() if words} == {}


def _answer(route, kept: dict[str, HttpResponse]) -> None:
    path = urlsplit(route.request.url).path
    if path.endswith((".css", ".woff2")):
        # No words stand in them: only the pages themselves can carry what somebody wrote.
        route.fulfill(body="", content_type="text/css")
        return
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if file:
        route.fulfill(path=file)
    elif path in kept:
        headers = {name: value for name, value in kept[path].items() if name != "Content-Length"}
        route.fulfill(status=200, headers=headers, body=kept[path].content)
    else:
        route.fulfill(status=204)
