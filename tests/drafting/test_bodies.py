"""A body is called by its name in the reader's language, and a name in another language is marked with it."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from decisions.queries.voices import voices_of
from drafting.domain.body import BodyFacts, change_body, register_body
from drafting.domain.opinion import submit_opinion
from drafting.exports import export_project
from drafting.queries.bodies import body_table, invitable_bodies
from notices.domain.mail import send_due_mail
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.drafting.test_remiss import FULL
from tests.factories.accounts import make_region, make_user
from tests.factories.remiss import make_body, make_request

COUNCIL = {"sv": "Äldrerådet", "fi": "Vanhusneuvosto"}
ASSOCIATION = {"fi": "Muistiyhdistys ry"}


@pytest.fixture
def asked(db, django_capture_on_commit_callbacks):
    """A region whose draft a council with two names and an association with one are asked about."""
    region = make_region()
    staff = make_user(region)
    project, version, _statement = draft(region, days=30)
    with region_scope(region):
        consultation = version.consultations.select_related("draft__promise__project", "region").get()
    with django_capture_on_commit_callbacks(execute=True):
        requests = [
            make_request(consultation, staff, names=COUNCIL, language="fi"),
            make_request(consultation, staff, names=ASSOCIATION, language="fi"),
        ]
    return region, project, version, consultation, staff, requests


@pytest.mark.parametrize(
    ("language", "council", "association"),
    [
        ("sv", "<strong>Äldrerådet</strong>", '<strong lang="fi">Muistiyhdistys ry</strong>'),
        ("fi", "<strong>Vanhusneuvosto</strong>", "<strong>Muistiyhdistys ry</strong>"),
    ],
)
def test_list_of_requests_names_bodies_in_the_readers_language(client, asked, language, council, association):
    region, project, *_others, staff, _requests = asked
    client.force_login(staff)
    with translation.override(language):
        page = client.get(reverse("drafting:request_list", args=[region.slug, project.pk])).text
    assert council in page
    assert association in page


def test_register_and_invitation_are_in_the_order_of_the_names_that_are_read(asked):
    region, _project, _version, consultation, staff, _requests = asked
    free = [
        make_body(staff, region, names=names)
        for names in ({"sv": "Östra", "fi": "Alku"}, {"sv": "Arken"}, {"fi": "Mikkeli"})
    ]
    with region_scope(region):
        for language, order in (("sv", [1, 2, 0]), ("fi", [0, 1, 2])):
            with translation.override(language):
                assert list(invitable_bodies(consultation)) == [free[place] for place in order]
                names = [row[0]["text"] for row in body_table(region.slug, with_links=False)["rows"]]
                assert names == sorted(names, key=str.lower)


def test_mail_to_a_body_names_it_in_its_own_language(asked):
    send_due_mail()
    invitations = [message.body for message in mail.outbox if "Lausuntopyyntö" in message.subject]
    assert len(invitations) == 2
    assert any("Vanhusneuvosto" in body for body in invitations)
    assert not any("Äldrerådet" in body for body in invitations)


def test_name_is_taken_in_each_language_by_itself(asked):
    region, *_others, staff, _requests = asked
    facts = {"kind": "partner", "email": "ny@example.fi", "language": "sv"}
    with region_scope(region):
        free = register_body(region=region, actor=staff, facts=BodyFacts(names={"sv": "Nya"}, **facts))
        for language, name in COUNCIL.items():
            with pytest.raises(DomainError) as refused:
                change_body(
                    body=free, actor=staff, facts=BodyFacts(names={language: f" {name} "}, **facts), opened=1
                )
            assert refused.value.field == f"name_{language}"
        with pytest.raises(DomainError) as refused:
            register_body(region=region, actor=staff, facts=BodyFacts(names={"fi": " "}, **facts))
        assert refused.value.field == "name_sv"


def test_export_and_decision_keep_every_name(asked):
    region, project, version, _consultation, _staff, requests = asked
    with region_scope(region):
        submit_opinion(opinion_request=requests[0], answers=FULL, opened=requests[0].version)
        submit_opinion(opinion_request=requests[1], answers=FULL, opened=requests[1].version)
        assert [row["body"] for row in export_project(project.pk)["opinion_requests"]] == [
            COUNCIL,
            ASSOCIATION,
        ]
        assert voices_of(version.promise)["opinions"]["bodies"] == [ASSOCIATION, COUNCIL]


def test_address_in_the_register_breaks_where_a_reader_would(client, region):
    make_body(make_user(region), region, email="asta.bo@raden.example")
    client.force_login(make_user(region, "administrator"))
    page = client.get(reverse("drafting:body_list", args=[region.slug])).text
    assert "<span>asta.<wbr>bo@<wbr>raden.<wbr>example</span></td>" in page
