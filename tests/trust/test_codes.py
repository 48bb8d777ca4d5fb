"""Codes open what they were given for and nothing else; a library's visitors with theirs are never stopped."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.membership import invitation_code, invite_person
from accounts.models import Membership
from drafting.domain.remiss import opinion_code, resend_invitation
from drafting.models import Comment, Consultation, OpinionRequest
from monitoring.models import Feedback
from participation.domain.ballot import GivenAnswer, submission_code
from participation.domain.receipt import code_of, renew_code
from participation.models import Contribution, SurveySubmission
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.tokens import make_form_token, receipt_code
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_user
from tests.factories.participation import answer, make_open_survey
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution
from tests.trust.database import region_digest

pytestmark = pytest.mark.django_db
KINDS = ("receipt", "survey", "opinion", "join")


@pytest.fixture
def codes(region) -> dict[str, str]:
    """A code of each kind, all given in one region."""
    staff = make_user(region, "administrator")
    project, version, _statement = draft(region, days=30)
    survey = make_open_survey(project)
    with region_scope(region):
        scale = survey.questions.get(kind="scale")
        consultation = Consultation.objects.select_related("draft__promise__project", "region").get(
            draft=version
        )
        invite = invite_person(
            region=region, email="n@example.fi", name="N", role="observer", language="sv", invited_by=staff
        )
    return {
        "receipt": code_of(contribution=make_contribution(project, "Mina ord")),
        "survey": submission_code(submission=answer(survey, GivenAnswer(scale.pk, number=3))),
        "opinion": opinion_code(opinion_request=make_request(consultation, staff)),
        "join": invitation_code(invite),
    }


def attempts(code: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return what is tried with a code: {kind it would need: (address, values)}."""
    return {
        "receipt": (reverse("participation:receipt_erase"), {"code": code, "confirm": "yes"}),
        "survey": (reverse("participation:submission_withdraw"), {"code": code, "confirm": "yes"}),
        "opinion": (reverse("drafting:opinion"), {"code": code, "act": "decline", "confirm": "yes"}),
        "join": (
            reverse("accounts:invitation", args=[code]),
            {
                "name": "Inkräktare",
                "password": "Ett-langt-losenord-27",
                "again": "Ett-langt-losenord-27",
            },
        ),
    }


@pytest.mark.parametrize("given", KINDS)
def test_code_given_for_one_thing_does_nothing_else(region, codes, given):
    before = region_digest(region.pk)
    for needed, (address, values) in attempts(codes[given]).items():
        if needed != given:
            answer = Client().post(address, values)
            assert answer.status_code in {200, 302, 404, 410, 422}, needed
            assert region_digest(region.pk) == before, needed


@pytest.mark.parametrize("given", KINDS)
def test_code_does_what_it_was_given_for(region, codes, given):
    before = region_digest(region.pk)
    address, values = attempts(codes[given])[given]
    assert Client().post(address, values).status_code in {200, 302}
    assert region_digest(region.pk) != before


def test_code_worked_out_for_the_same_row_but_another_purpose_opens_nothing(region, codes):
    with region_scope(region):
        row = Contribution.objects.get()
    for purpose in ("survey", "opinion", "join"):
        code = receipt_code(purpose=purpose, uuid=row.uuid, generation=row.generation)
        for address, values in attempts(code).values():
            Client().post(address, values)
    row.refresh_from_db()
    assert row.original == "Mina ord"


def test_generation_before_opens_nothing(region, codes):
    staff = make_user(region)
    with region_scope(region):
        renew_code(contribution=Contribution.objects.get())
        resend_invitation(opinion_request=OpinionRequest.objects.get(), actor=staff)
    before = region_digest(region.pk)
    for kind in ("receipt", "opinion"):
        address, values = attempts(codes[kind])[kind]
        assert Client().post(address, values).status_code == 422
    assert region_digest(region.pk) == before


# ---- thirty people behind the address of one library ----

PEOPLE = 30
LIBRARY = "198.51.100.7"


def at_library(address: str, values: dict[str, object], **headers: str):
    return Client(REMOTE_ADDR=LIBRARY, headers=headers).post(address, values)


@pytest.fixture
def _patient(monkeypatch):
    monkeypatch.setattr("servicelofte.common.forms.FASTEST_SECONDS", -1.0)


@pytest.mark.usefixtures("_patient")
def test_thirty_people_at_one_library_write_mend_and_open_their_receipts(region):
    project, version, _statement = draft(region, days=30)
    args = [region.slug, project.slug]
    survey = make_open_survey(project)
    with region_scope(region):
        scale = survey.questions.get(kind="scale")
    forms = (
        (
            reverse("drafting:comment_form", args=args),
            f"comment:{version.pk}",
            {"part": "whole", "version": version.pk},
        ),
        (reverse("monitoring:feedback_form", args=args), f"feedback:{project.pk}", {"kind": "problem"}),
    )
    ballot = reverse("participation:survey_form", args=[*args, survey.pk])
    for number in range(PEOPLE):
        for address, purpose, values in forms:
            values = {"language": "sv", "form_token": make_form_token(purpose=purpose), **values}
            assert at_library(address, {**values, "words": ""}).status_code == 422
            sent = at_library(address, {**values, "words": f"Jag är nummer {number}."})
            assert sent.status_code == 201
            code = {"code": sent.context["code"]}
            assert at_library(reverse("participation:receipt"), code).status_code == 200
            changed = at_library(reverse("participation:receipt_change"), {**code, "words": "Bättre ord."})
            assert changed.status_code == 200
        token = make_form_token(purpose=f"survey:{survey.pk}")
        assert at_library(ballot, {f"q{scale.pk}": "3", "form_token": token}).status_code == 201
    with region_scope(region):
        assert Comment.objects.count() == Feedback.objects.count() == PEOPLE
        assert not Contribution.objects.filter(is_suspect=True).exists()
        assert SurveySubmission.objects.filter(is_held=False).count() == PEOPLE


@pytest.mark.usefixtures("_patient")
def test_flood_goes_to_the_moderators_whatever_address_it_claims(region, monkeypatch):
    monkeypatch.setattr("participation.pages.FREE_IN_WINDOW", 3)
    project, version, _statement = draft(region, days=30)
    address = reverse("drafting:comment_form", args=[region.slug, project.slug])
    for number in range(6):
        token = make_form_token(purpose=f"comment:{version.pk}")
        values = {
            "part": "whole",
            "version": version.pk,
            "language": "sv",
            "words": "Köp!",
            "form_token": token,
        }
        claimed = {"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"}
        assert at_library(address, values, **claimed).status_code == 201
    with region_scope(region):
        assert (
            list(Contribution.objects.order_by("pk").values_list("is_suspect", flat=True))
            == [False] * 3 + [True] * 3
        )


def test_guessing_codes_tires_and_takes_no_words_from_whoever_holds_one(region, codes, monkeypatch):
    for place in ("participation.pages.TRIES", "drafting.views.opinions.TRIES"):
        monkeypatch.setattr(place, 2)
    for name in ("participation:receipt", "drafting:opinion"):
        guesses = [at_library(reverse(name), {"code": "AAAA-BBBB-CCCC-DDDD"}) for _time in range(3)]
        assert [answer.status_code for answer in guesses] == [422, 422, 429]
    changed = at_library(
        reverse("participation:receipt_change"), {"code": codes["receipt"], "words": "Andra ord"}
    )
    assert changed.status_code == 200
    values = {"code": codes["opinion"], "act": "save", "opened_version": "1", "general": "Våra ord"}
    assert "Våra ord" in at_library(reverse("drafting:opinion"), values).text
    with every_region():
        assert Contribution.objects.get().original == "Andra ord"
        assert Membership.objects.count() == 1
