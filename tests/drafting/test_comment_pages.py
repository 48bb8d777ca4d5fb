"""A resident comments without account, cookie or script, and hostile input never breaks the page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.domain.consultation import close_consultation
from drafting.domain.version import withdraw_version
from drafting.models import Comment
from participation.domain.contribution import withdraw_contribution
from participation.domain.moderation import hide_contributions, publish_contributions, redact_contribution
from participation.domain.response import Answer, write_response
from participation.enums import Moderation, ModerationReason, Outcome
from participation.models import Contribution, ContributionContact
from servicelofte.common import clock
from servicelofte.common.formatting import day, full_day
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.drafting.test_comment import CELL, draft, say
from tests.factories.accounts import make_user
from tests.support import assert_constant_queries, count_queries

SCRIPTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "{{ 7*7 }}{% debug %}",
    "</textarea><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
)


@pytest.fixture
def old_token(monkeypatch):
    """Let forms be as old as a person needs to write: the time trap stays open."""
    monkeypatch.setattr("servicelofte.common.forms.FASTEST_SECONDS", -1.0)


def form_url(project, query="", language="sv"):
    address = f"/{language}/{project.region.slug}/{project.slug}/draft/comment/"
    return f"{address}?{query}" if query else address


def values(version, **changed):
    return {
        "form_token": make_form_token(purpose=f"comment:{version.pk}"),
        "version": version.pk,
        "part": "whole",
        "language": "sv",
        "words": "Öppna på kvällar.",
        "name": "",
        "email": "",
        "website": "",
        **changed,
    }


def send(project, version, **changed):
    return Client(enforce_csrf_checks=True).post(form_url(project), values(version, **changed))


def rows(region):
    with region_scope(region):
        return list(Contribution.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Jag får svar samma dag."), ("fi", "Saan vastauksen samana päivänä.")]
)
def test_form_quotes_the_words_in_the_readers_language_and_stays_in_no_shared_cache(
    client, region, language, words
):
    project, _version, statement = draft(region)
    response = client.get(form_url(project, f"part={statement.lineage}", language))
    assert response.status_code == 200
    assert words in response.text
    assert response.headers["Cache-Control"] == "private, max-age=0"
    assert response.cookies == {}


def test_unknown_part_gives_the_whole_and_says_so(client, region):
    project, _version, _statement = draft(region)
    response = client.get(form_url(project, "part=nothing/resident", "en"))
    assert "Your comment will be about the whole" in response.text


@pytest.mark.requirement(16, 71)
def test_comment_is_answered_with_a_receipt_and_sets_no_cookie(region, old_token):
    project, version, _statement = draft(region)
    response = send(project, version, part=CELL)
    row = rows(region)[0]
    code = re.search(r'id="receipt-code"[^>]*>([^<]+)<', response.text).group(1)
    assert (response.status_code, response.cookies) == (201, {})
    assert Client().post(reverse("participation:receipt"), {"code": code}).status_code == 200
    assert (row.moderation, row.is_suspect) == (Moderation.PENDING, False)


@pytest.mark.parametrize("of_statement", [True, False])
def test_form_receipt_and_own_page_lead_back_to_the_place_it_is_about(region, old_token, of_statement):
    project, version, statement = draft(region)
    part = str(statement.lineage) if of_statement else CELL
    place = f"#s-{part}" if of_statement else f"#{CELL.replace('/', '-')}"
    form = Client().get(form_url(project, f"part={part}")).text
    received = send(project, version, part=part).text
    code = re.search(r'id="receipt-code"[^>]*>([^<]+)<', received).group(1)
    own = Client().post(reverse("participation:receipt"), {"code": code}).text
    draft_page = Client().get(f"/sv/{region.slug}/{project.slug}/draft/").text
    assert [page.count(f'{place}"') for page in (form, received, own)] == [1, 1, 1]
    assert f'id="{place[1:]}"' in draft_page


def test_comment_of_words_that_nobody_can_see_is_no_comment(region, old_token):
    project, version, _statement = draft(region)
    assert send(project, version, words="\u200b\u2800\u3164").status_code == 422
    assert rows(region) == []


def test_replay_shows_the_same_receipt_and_keeps_one_row(region, old_token):
    project, version, _statement = draft(region)
    same = values(version)
    first, second = (Client().post(form_url(project), same) for _ in range(2))
    code = re.compile(r'id="receipt-code"[^>]*>([^<]+)<')
    assert (first.status_code, second.status_code) == (201, 201)
    assert code.search(first.text).group(1) == code.search(second.text).group(1)
    assert len(rows(region)) == 1


@pytest.mark.parametrize(
    "other",
    [{"words": "Öppna på morgnar."}, {"email": "anna@example.fi"}, {"part": CELL}, {"language": "fi"}],
)
def test_other_words_from_the_same_form_are_kept_too_with_a_receipt_of_their_own(region, old_token, other):
    project, version, _statement = draft(region)
    same = values(version)
    codes = {
        re.search(r'id="receipt-code"[^>]*>([^<]+)<', Client().post(form_url(project), sent).text).group(1)
        for sent in (same, {**same, **other})
    }
    assert (len(codes), len(rows(region))) == (2, 2)


def test_same_words_from_another_form_tell_nothing_of_the_first_receipt(region, old_token):
    project, version, _statement = draft(region)
    codes = {
        re.search(r'id="receipt-code"[^>]*>([^<]+)<', send(project, version).text).group(1)
        for _form in range(2)
    }
    assert (len(codes), len(rows(region))) == (2, 2)


def test_words_that_were_taken_back_are_not_said_to_be_received_again(region, old_token):
    project, version, _statement = draft(region)
    same = values(version)
    Client().post(form_url(project), same)
    with region_scope(region):
        withdraw_contribution(contribution=rows(region)[0])
    response = Client().post(form_url(project, language="en"), same)
    assert (response.status_code, len(rows(region))) == (422, 1)
    assert "You took these back earlier" in response.text


@pytest.mark.parametrize("moderates_first", [True, False])
def test_posting_a_comment_takes_at_most_twelve_statements(region, old_token, moderates_first):
    project, version, _statement = draft(region, moderates_first=moderates_first)
    send(project, version, part=CELL)
    number, statements = count_queries(lambda: send(project, version, part=CELL))
    assert number <= 12, "\n".join(statements)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"words": ""}, "Write what you want to say."),
        ({"words": "\x00 "}, "Write what you want to say."),
        ({"words": "x" * 10_001}, "This is longer than 10,000 characters"),
        ({"language": "tlh"}, "tlh"),
        ({"email": "anna@"}, "Write the whole address"),
        ({"wants_answer": "on"}, "Write your e-mail address, so that we can tell you."),
        ({"form_token": "forged"}, "press the button once more"),
    ],
)
def test_refused_comment_keeps_the_text_and_says_what_to_mend(region, old_token, changed, text):
    project, version, _statement = draft(region)
    response = Client().post(
        form_url(project, language="en"), values(version, **{"words": "Mina ord", **changed})
    )
    assert response.status_code == 422
    assert text in response.text
    assert "words" in changed or "Mina ord" in response.text
    assert rows(region) == []


def test_stale_form_is_given_a_fresh_token_that_is_accepted(region, old_token):
    project, version, _statement = draft(region)
    refused = Client().post(form_url(project), values(version, form_token="old"))
    token = re.search(r'name="form_token" value="([^"]+)"', refused.text).group(1)
    received = send(project, version, form_token=token)
    assert received.status_code == 201
    assert '<h1 tabindex="-1" data-focus>' in received.text


def test_comment_after_the_last_day_is_refused_and_the_text_kept(region, old_token):
    project, version, _statement = draft(region)
    with region_scope(region):
        row = version.consultations.get()
        close_consultation(consultation=row, actor=None, expected=row.version, reason="Klart")
    response = Client().post(form_url(project, language="en"), values(version, words="Mina sena ord"))
    assert response.status_code == 422
    assert "The time for comments is over" in response.text
    assert "Mina sena ord" in response.text
    closed = Client().get(form_url(project, language="en")).text
    with translation.override("en"):
        assert f"The last day was {full_day(clock.now())}." in closed
    assert "<h1>Commenting has ended</h1>" in closed
    assert "<title>Commenting has ended – " in closed
    assert "What do you think?" not in closed


def test_form_before_the_first_day_says_when_it_is(region):
    project, version, _statement = draft(region)
    with region_scope(region):
        first = clock.today() + timedelta(days=3)
        version.consultations.update(opens_on=first)
    with translation.override("en"):
        shown = f"Comments are not open yet. The first day is {full_day(first)}."
    page = Client().get(form_url(project, language="en")).text
    assert shown in page
    assert "<h1>Commenting has not begun</h1>" in page


@pytest.mark.parametrize("is_open", [True, False])
def test_list_asks_for_comments_while_they_are_taken(region, is_open):
    project, version, _statement = draft(region)
    if not is_open:
        with region_scope(region):
            row = version.consultations.get()
            close_consultation(consultation=row, actor=None, expected=row.version, reason="Klart")
    with translation.override("en"):
        address = reverse("drafting:comment_list", args=[region.slug, project.slug])
    page = Client().get(address).text
    assert ("Write a comment" in page, "Yours can be the first" in page) == (is_open, is_open)


@pytest.mark.parametrize("trap", [{"website": "http://spam.example"}, {}])
def test_trapped_comment_is_accepted_and_waits(region, trap):
    project, version, _statement = draft(region, moderates_first=False)
    response = send(project, version, **trap)
    row = rows(region)[0]
    assert (response.status_code, row.is_suspect, row.moderation) == (201, True, Moderation.PENDING)


def test_thirty_people_of_one_library_are_free_and_the_overflow_is_kept_for_moderation(region, old_token):
    project, version, _statement = draft(region, moderates_first=False)
    for number in range(34):
        response = Client(headers={"x-forwarded-for": f"10.0.0.{number}"}).post(
            form_url(project), values(version)
        )
        assert response.status_code == 201
    states = [row.moderation for row in rows(region)]
    assert states == [Moderation.PUBLISHED] * 30 + [Moderation.PENDING] * 4


def test_comment_from_another_site_is_refused(region):
    project, version, _statement = draft(region)
    for origin in ("https://elsewhere.example", "http://["):
        response = Client(headers={"origin": origin}).post(form_url(project), values(version))
        assert response.status_code == 403
    assert rows(region) == []


def test_contact_is_kept_only_when_given(region, old_token):
    project, version, _statement = draft(region)
    send(project, version, email="anna@example.fi", wants_answer="on")
    send(project, version)
    with region_scope(region):
        assert [row.email for row in ContributionContact.objects.all()] == ["anna@example.fi"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_in_a_comment_is_inert_on_every_page(region, old_token, script):
    project, version, _statement = draft(region)
    refused = send(project, version, words=script, name=script, form_token="x")
    send(project, version, words=script, name=script)
    staff = make_user(region)
    with region_scope(region):
        row = Contribution.objects.get()
        redact_contribution(
            contribution=row,
            actor=staff,
            opened=row.version,
            public_text=script,
            reason="insult",
            note=script,
        )
        write_response(
            contribution=row, actor=staff, answer=Answer(Outcome.NOTED, script, "sv"), publish=True
        )
    listed = Client().get(reverse("drafting:comment_list", args=[region.slug, project.slug]))
    for page in (refused, listed):
        assert escape(script) in page.text
        for live in ("<script>alert", "<img src=x", "<svg/onload", "<a href='javascript", ">49<"):
            assert live not in page.text


def test_explanation_of_a_moderator_is_in_the_language_of_the_words_and_marked_with_it(region, old_token):
    project, version, _statement = draft(region)
    send(project, version, language="sv")
    with region_scope(region):
        row = Contribution.objects.get()
        hide_contributions(
            project=project,
            opened={row.pk: row.version},
            actor=make_user(region),
            reason="insult",
            note="Grovt.",
        )
    for language, shown in (("fi", '. <span lang="sv">Grovt.</span>'), ("sv", ". Grovt.")):
        with translation.override(language):
            address = reverse("drafting:comment_list", args=[region.slug, project.slug])
        assert shown in Client().get(address).text


HOSTILE = st.text(st.characters(codec=None), max_size=200)


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(
            ["words", "language", "name", "email", "part", "version", "form_token", "website", "x"]
        ),
        HOSTILE,
    )
)
def test_no_text_makes_the_form_fail(region, sent):
    project, version = _kept(region)
    body = {**values(version), **sent}
    encoded = {key: str(value).encode("utf-8", "surrogatepass") for key, value in body.items()}
    response = Client(raise_request_exception=False).post(form_url(project), encoded)
    assert response.status_code in (201, 400, 404, 422)


_drafts: dict[int, tuple] = {}


def _kept(region):
    if region.pk not in _drafts:
        _drafts.clear()
        _drafts[region.pk] = draft(region)[:2]
    return _drafts[region.pk]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"words=" + b"x" * 10_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % number for number in range(5000)), "application/x-www-form-urlencoded"),
        (b"words=%00%ED%A0%80%E2%80%AE", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"words=%FF&version=99999999999999999999", "application/x-www-form-urlencoded; charset=utf-7"),
    ],
)
def test_raw_post_is_never_a_server_error(region, body, kind):
    project, _version, _statement = draft(region)
    for address in (
        form_url(project),
        reverse("participation:receipt"),
        reverse("participation:receipt_change"),
    ):
        response = Client(raise_request_exception=False).generic("POST", address, body, content_type=kind)
        assert response.status_code in (200, 400, 404, 413, 422), address


@pytest.mark.requirement(75, 137)
def test_list_shows_words_markers_and_answers(client, region):
    project, version, _statement = draft(region)
    staff = make_user(region)
    published, redacted, hidden, waiting, spam = (
        say(version, words=words) for words in ("Synligt", "Om Eva B", "Hemligt", "Väntar", "Köp nu")
    )
    with region_scope(region):
        Contribution.objects.filter(pk=spam.pk).update(is_suspect=True)
        publish_contributions(project=project, opened={published.pk: 1}, actor=staff)
        redact_contribution(
            contribution=redacted,
            actor=staff,
            opened=1,
            public_text="Om […]",
            reason=ModerationReason.PERSONAL_DATA,
        )
        hide_contributions(
            project=project,
            opened={hidden.pk: 1, spam.pk: 1},
            actor=staff,
            reason=ModerationReason.HEALTH_DATA,
        )
        write_response(
            contribution=published,
            actor=staff,
            answer=Answer(Outcome.PARTLY, "Två kvällar.", "sv"),
            publish=True,
        )
    page = client.get(f"/en/{region.slug}/{project.slug}/draft/comments/").text
    for words in (
        "Synligt",
        "Om […]",
        "personal data",
        "health data",
        "Accepted in part",
        "Två kvällar.",
        "2 comments, 1 answered",
    ):
        assert words in page, words
    for words in ("Hemligt", "Eva B", "Väntar", "Köp nu"):
        assert words not in page, words
    assert page.count('class="comment"') == 3
    assert waiting.pk


def test_words_that_name_a_link_to_a_screen_reader_are_marked_with_their_language(client, region):
    project, version, _statement = draft(region)
    said = say(version, CELL, words="Öppna på kvällar.")
    staff = make_user(region)
    client.force_login(staff)
    with translation.override("en"):
        inside = [
            reverse(name, args=[region.slug, project.pk])
            for name in ("participation:moderation_list", "participation:inbox", "drafting:analysis")
        ]
        public = reverse("drafting:comment_list", args=[region.slug, project.slug])
    pages = [client.get(address).text for address in inside]
    with region_scope(region):
        publish_contributions(project=project, opened={said.pk: 1}, actor=staff)
        answered = Answer(Outcome.ACCEPTED, "Det gör vi.", "sv")
        write_response(
            contribution=Contribution.objects.get(pk=said.pk), actor=staff, answer=answered, publish=True
        )
    for page in [*pages, client.get(public).text]:
        names = re.findall(r'<span class="visually-hidden"([^>]*)>: Öppna på kvällar', page)
        assert names
        assert set(names) == {' lang="sv"'}


def test_list_is_narrowed_to_a_part_and_paged_by_key(client, region, monkeypatch):
    monkeypatch.setattr("drafting.queries.comments.PAGE", 2)
    project, version, _statement = draft(region, moderates_first=False)
    for number in range(5):
        say(version, CELL, words=f"Ord {number}")
    say(version, words="Om allt")
    address = reverse("drafting:comment_list", args=[region.slug, project.slug])
    seen, url = [], f"{address}?part={CELL}"
    while url:
        page = client.get(url).text
        seen += re.findall(r"Ord \d", page)
        assert "Om allt" not in page
        older = re.search(r'class="btn btn-secondary" href="([^"]*before=[^"]*)"', page)
        url = older.group(1).replace("&amp;", "&") if older else ""
        assert len(seen) <= 5
    assert seen == [f"Ord {number}" for number in (4, 3, 2, 1, 0)]


def test_comments_on_a_version_that_was_taken_back_are_not_listed(client, region):
    project, version, _statement = draft(region)
    said = say(version, words="Om det som togs tillbaka")
    with region_scope(region):
        publish_contributions(project=project, opened={said.pk: 1}, actor=make_user(region))
        row = version.consultations.get()
        close_consultation(consultation=row, actor=None, expected=row.version, reason="Fel text")
        withdraw_version(version=version, actor=None, reason="Fel text")
    page = client.get(reverse("drafting:comment_list", args=[region.slug, project.slug]))
    assert page.status_code == 200
    assert "Om det som togs tillbaka" not in page.text


def test_list_costs_the_same_with_more_comments(client, region):
    project, version, _statement = draft(region)
    staff = make_user(region)

    def make(number):
        with region_scope(region):
            for _ in range(number):
                shown, hidden = say(version), say(version)
                publish_contributions(project=project, opened={shown.pk: 1}, actor=staff)
                hide_contributions(project=project, opened={hidden.pk: 1}, actor=staff, reason="insult")
                write_response(
                    contribution=shown, actor=staff, answer=Answer(Outcome.NOTED, "Tack.", "sv"), publish=True
                )

    address = reverse("drafting:comment_list", args=[region.slug, project.slug])
    assert assert_constant_queries(lambda: client.get(address), make) <= 9


def test_pages_of_another_region_or_a_closed_project_are_not_found(client, region, twin_region):
    project, version, _statement = draft(region)
    for page in ("comment/", "comments/"):
        assert client.get(f"/sv/{twin_region.slug}/{project.slug}/draft/{page}").status_code == 404
    with region_scope(region):
        type(project).objects.filter(pk=project.pk).update(is_public=False, closed_reason="Tillfälligt")
    assert client.get(form_url(project)).status_code == 404
    assert send(project, version).status_code == 404
    with region_scope(region):
        assert Comment.objects.count() == 0


@pytest.mark.usefixtures("old_token")
def test_refused_comment_keeps_its_sentence_when_the_language_is_changed(region, client):
    project, version, _statement = draft(region)
    asked = client.get(form_url(project, f"part={CELL}"))
    [action] = re.findall(r'method="post" action="([^"]+)"', asked.text)
    refused = client.post(action.replace("&amp;", "&"), values(version, part=CELL, words=""))
    assert refused.status_code == 422
    assert "<title>Fel:" in refused.text
    [other] = [row["url"] for row in refused.context["page_language_links"] if row["code"] == "fi"]
    page = client.get(other)
    assert page.context["target"].part == asked.context["target"].part
    assert page.context["target"].version == version


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "until and including "), ("sv", "till och med "), ("fi", "viimeinen päivä: ")],
)
def test_form_says_that_the_last_day_is_included(region, language, words):
    project, version, _statement = draft(region)
    with region_scope(region), translation.override(language):
        last = " ".join(day(version.consultations.get().closes_on).split())
        address = reverse("drafting:comment_form", args=[region.slug, project.slug])
    assert f"{words}{last}." in " ".join(Client().get(address).content.decode().split())


def test_language_is_switched_with_the_words_kept_and_nothing_sent(region, old_token):
    project, version, _statement = draft(region)
    typed = values(version, part=CELL, words="Öpp", name="Anna", email="anna@", show_in="fi")
    response = Client(enforce_csrf_checks=True).post(form_url(project, language="fi"), typed)
    form = response.context["form"]
    assert (response.status_code, form.errors, rows(region)) == (200, {}, [])
    assert [form[name].value() for name in ("words", "name", "email", "part")] == [
        "Öpp",
        "Anna",
        "anna@",
        CELL,
    ]
    assert form["form_token"].value() == typed["form_token"]
    assert '<html lang="fi">' in response.text
    assert 'formaction="/sv/' in response.text


def test_words_typed_in_time_are_kept_when_the_language_is_switched_too_late(region, old_token):
    project, version, _statement = draft(region)
    with region_scope(region):
        row = version.consultations.get()
        close_consultation(consultation=row, actor=None, expected=row.version, reason="Klart")
    response = Client().post(form_url(project), values(version, words="Nästan klart", show_in="sv"))
    assert "Nästan klart" in response.text


def test_browser_is_told_no_limit_so_that_it_cuts_nothing_off_what_is_pasted(region, old_token):
    project, version, _statement = draft(region)
    assert "maxlength" not in re.search(r"<textarea[^>]*>", Client().get(form_url(project)).text)[0]
    page = Client().post(form_url(project, language="en"), values(version, words="x" * 10_001))
    assert page.status_code == 422
    assert "longer than 10,000 characters" in page.text
    assert "x" * 10_001 in page.text


def test_empty_form_is_opened_anew_in_the_other_language(region):
    project, version, _statement = draft(region)
    address = form_url(project, "part=whole", "fi")
    response = Client().post(address, values(version, words="", show_in="fi"))
    assert (response.status_code, response.url) == (302, address)


def test_receipt_is_opened_in_the_other_language_with_its_code(region, old_token):
    project, version, _statement = draft(region)
    page = send(project, version).text
    assert f'formaction="{reverse("participation:receipt").replace("/sv/", "/fi/", 1)}"' in page
    assert re.search(
        r'<form id="switch" method="post"><input type="hidden" name="code" value="[\w-]{19}">', page
    )
