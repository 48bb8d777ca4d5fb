"""Jobs, mails, exports, documents and caches with two regions alike: no word of one turns up with the other."""

from __future__ import annotations

import datetime as dt
import io
import json

import pypdf
import pytest
from django.core import mail as outbox
from django.test import Client

from accounts.domain.membership import invite_person
from accounts.models import Membership
from decisions.domain.document import publish_decision
from decisions.models import DocumentFile
from drafting.domain.answers import Answers
from drafting.domain.opinion import submit_opinion
from drafting.domain.remiss import call_off_opinion
from implementation.models import Action
from jobs.domain.house import do_due_work, keep_house
from jobs.domain.job import enqueue_job, run_due_jobs
from jobs.models import Job
from monitoring.models import Indicator
from notices.domain.mail import send_due_mail
from notices.domain.reminder import queue_due_reminders
from notices.models import Notice, OutboxMail
from participation.domain.ballot import GivenAnswer
from participation.domain.receipt import follow_by_email
from participation.domain.response import Answer, write_response
from projects.domain.ledger import seal_every_region
from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.tenancy import every_region, region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.decisions import decide, freeze, make_package, reload
from tests.factories.participation import answer, make_open_survey
from tests.factories.projects import make_project
from tests.factories.remiss import make_request
from tests.factories.voices import make_contribution
from tests.servicelofte.addresses import fill
from tests.trust.worlds import ALL, whole_world

pytestmark = pytest.mark.django_db
OTHER_OF = {"ours": "theirs", "theirs": "ours"}
OTHER = {"ours": "TheirCanary", "theirs": "OurCanary"}


@pytest.fixture
def twins(db):
    return whole_world("ours", "OurCanary"), whole_world("theirs", "TheirCanary")


@pytest.fixture
def packages(db):
    """A package in each region, whose words hold the region's canary."""
    made = []
    for slug, canary in (("ours", "OurCanary"), ("theirs", "TheirCanary")):
        words = {"sv": f"{canary} {{kind}}", "fi": f"{canary} {{kind}}"}
        project = make_project(make_region(slug), current="decision", title_sv=canary, title_fi=canary)
        made.append(freeze(make_package(project, words=words)))
    return made


def _text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_jobs_of_two_regions_run_one_after_the_other_and_keep_their_words_apart(packages):
    people = {}
    for package in packages:
        person = people[package.region.slug] = make_user(package.region)
        with region_scope(package.region):
            enqueue_job(
                region=package.region,
                kind="decisions.export",
                occasion=f"package:{package.pk}",
                arguments={"package": package.pk, "person": person.pk},
                asked_by=person,
            )
    run_due_jobs()
    with every_region():
        assert set(Job.objects.values_list("state", flat=True)) == {"done"}
        documents = list(DocumentFile.objects.select_related("region", "package__region"))
        notices = list(Notice.objects.select_related("region", "user"))
    assert len(documents) == 4
    for row in documents:
        words = _text(row.file.read())
        assert row.region == row.package.region
        assert OTHER[row.region.slug] not in words
        assert OTHER[OTHER_OF[row.region.slug]] in words
    for notice in notices:
        assert notice.user == people[notice.region.slug]
        assert OTHER[notice.region.slug] not in json.dumps(notice.context) + notice.url


def test_job_asked_for_in_one_region_never_reaches_a_row_of_the_other(packages):
    ours, theirs = packages
    with region_scope(ours.region):
        enqueue_job(
            region=ours.region,
            kind="decisions.export",
            occasion="swapped",
            arguments={"package": theirs.pk, "person": None},
        )
    run_due_jobs()
    with every_region():
        assert Job.objects.get().state != "done"
        assert not DocumentFile.objects.exists()


def test_counting_of_two_surveys_counts_each_by_itself(db):
    surveys = [make_open_survey(make_project(make_region(slug))) for slug in ("ours", "theirs")]
    for survey, number in zip(surveys, (3, 5), strict=True):
        with region_scope(survey.region):
            scale = survey.questions.get(kind="scale")
        for sent in range(number):
            answer(survey, GivenAnswer(scale.pk, number=3), nonce=f"{survey.pk}-{sent}")
    with clock.fixed(clock.now() + dt.timedelta(days=60)):
        do_due_work()
        run_due_jobs()
    for survey, number in zip(surveys, (3, 5), strict=True):
        with region_scope(survey.region):
            survey.refresh_from_db()
            assert (survey.state, survey.submission_count) == ("closed", number)


def _let_every_mail_be_due(world, shared) -> None:
    """Queue one mail of every kind in a region; `shared` works in both regions and owns what is due in both."""
    region = world.region
    with region_scope(region):
        Membership.objects.get_or_create(region=region, user=shared, role="manager")
        Action.objects.filter(region=region).update(owner=shared, due_on=clock.today())
        Indicator.objects.filter(region=region).update(owner=shared, next_due_on=clock.today())
        invite_person(
            region=region,
            email=f"new@{region.slug}.example",
            name=f"New {world.canary}",
            role="preparer",
            language="sv",
            invited_by=world.owner,
        )
        said = make_contribution(
            world.project, world.canary, email=f"writer@{region.slug}.example", wants_answer=True
        )
        follow_by_email(contribution=said, email=f"writer@{region.slug}.example")
        write_response(
            contribution=said, actor=world.owner, answer=Answer("noted", world.canary, "sv"), publish=True
        )
        consultation = world.rows["consultation"]
        request = make_request(
            consultation, world.owner, email=f"body@{region.slug}.example", due_on=clock.today()
        )
        make_request(
            consultation,
            world.owner,
            email=f"late@{region.slug}.example",
            due_on=clock.today() + dt.timedelta(days=2),
        )
        gone = make_request(
            consultation, world.owner, email=f"gone@{region.slug}.example", due_on=clock.today()
        )
        submit_opinion(
            opinion_request=request,
            answers=Answers(general=world.canary, signed_by=world.canary),
            opened=request.version,
        )
        send_due_mail(most=200)  # an invitation that was not sent yet would not be sent any more
        call_off_opinion(opinion_request=gone, reason=world.canary, actor=world.owner, opened=gone.version)


def test_every_kind_of_mail_speaks_of_its_own_region_only(twins):
    shared = make_user(name="Eva Delad")
    for world in twins:
        _let_every_mail_be_due(world, shared)
    with clock.fixed(clock.now() + dt.timedelta(hours=25)):
        queue_due_reminders()
        send_due_mail(most=200)
    with every_region():
        rows = list(OutboxMail.objects.select_related("region"))
    assert {row.kind for row in rows} == set(registry.mails._entries)
    assert {row.state for row in rows} == {"sent"}
    by_id = {
        message.extra_headers["Message-ID"].strip("<>").split("@")[0]: message for message in outbox.outbox
    }
    for row in rows:
        message = by_id[str(row.uuid)]
        whole = f"{message.subject}\n{message.body}"
        assert OTHER[row.region.slug] not in whole, row.kind
        assert f"/{OTHER_OF[row.region.slug]}/" not in whole, row.kind
        assert message.to == [row.recipient]
        assert OTHER_OF[row.region.slug] not in row.recipient


def test_every_export_holds_its_own_project_only(twins):
    ours, theirs = twins
    for export in registry.project_exports.values():
        with region_scope(ours.region):
            own = json.dumps(export(ours.project.pk), default=str)
            foreign = json.dumps(export(theirs.project.pk), default=str)
        assert "TheirCanary" not in own + foreign
    assert list(registry.project_exports.values())


def test_housekeeping_over_every_region_moves_nothing_between_them(twins):
    do_due_work()
    keep_house()
    seal_every_region()
    for world in twins:
        with region_scope(world.region):
            assert Project.objects.get().title_sv == world.canary


def _public(world):
    return [
        address
        for address in ALL
        if not address.is_workspace and address.parameters[:1] == (("region", "region"),)
    ]


def test_pages_kept_in_memory_are_kept_by_region_language_host_and_question(twins):
    """Both projects have the same address word, so that only the region tells their addresses apart."""
    for world in twins:
        with region_scope(world.region):
            Project.objects.filter(pk=world.project.pk).update(slug="lofte")
            world.project.refresh_from_db()
    leaks = []
    for _round in range(2):
        for world in twins:
            for address in _public(world):
                page = Client().get(fill(address, world))
                if OTHER[world.region.slug].encode() in page.content:
                    leaks.append(f"{world.region.slug} {address.name}")
    assert leaks == []


def test_page_made_for_somebody_signed_in_is_kept_without_anything_of_theirs(twins):
    ours, _theirs = twins
    signed_in = Client()
    signed_in.force_login(ours.owner)
    ours.owner.name = "Hemliga Hilda"
    ours.owner.save()
    for address in _public(ours):
        url = fill(address, ours)
        first = signed_in.get(url)
        after = Client().get(
            url, headers={"accept-language": "fi", "cookie": "sessionid=stolen; django_language=fi"}
        )
        assert b"Hemliga Hilda" not in after.content
        assert b"csrfmiddlewaretoken" not in after.content
        if "public" in after.headers.get("Cache-Control", ""):
            assert after.content == first.content
            assert b"form_token" not in after.content, url
            assert not after.cookies


def test_question_host_and_method_poison_no_kept_page(twins):
    ours, _theirs = twins
    url = f"/sv/{ours.region.slug}/"
    clean = Client().get(url)
    hostile = '"><script>alert(1)</script>'
    Client().get(url, {"utm": hostile, "lang": "fi"})
    Client().get(url, headers={"x-forwarded-host": "evil.example", "accept-language": "fi"})
    Client().head(url)
    assert Client().get(url, headers={"host": "evil.example"}).status_code == 400
    again = Client().get(url)
    assert (again.status_code, again.content) == (200, clean.content)
    assert b"evil.example" not in again.content
    assert hostile.encode() not in Client().get(url, {"utm": hostile}).content


def test_published_document_is_the_regions_own_and_gone_when_asked_for_elsewhere(packages, client):
    for package in packages:
        decide(package)
        with region_scope(package.region):
            enqueue_job(
                region=package.region,
                kind="decisions.export",
                occasion=f"decided:{package.pk}",
                arguments={"package": package.pk, "person": None},
            )
    run_due_jobs()
    with every_region():
        assert set(Job.objects.values_list("state", "error")) == {("done", "")}
    for package in packages:
        with region_scope(package.region):
            package = reload(package)
            package.promise.project.is_public = True
            package.promise.project.save()
            publish_decision(package=package, actor=None, opened=package.version)
    for package, other in (packages, packages[::-1]):
        with region_scope(package.region):
            row = DocumentFile.objects.filter(package=package, kind="decision", language="sv").get()
        slugs = [(p.region.slug, p.promise.project.slug) for p in (package, other)]
        statuses = [
            client.get(f"/sv/{region}/{project}/decision/documents/{row.pk}/").status_code
            for region, project in slugs
        ]
        assert statuses == [200, 404]


def test_address_of_a_file_opens_for_nobody_else_and_not_after_signing_out(twins):
    ours, theirs = twins
    url = next(fill(address, ours) for address in ALL if address.name == "decisions:document")
    client = Client()
    client.force_login(ours.owner)
    answer = client.get(url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"OurCanary")
    client.logout()
    assert client.get(url).status_code == 302
    client.force_login(theirs.owner)
    assert client.get(url).status_code == 404
    with region_scope(ours.region):
        name = DocumentFile.objects.get().file.name
    for place in ("/", "/media/", "/static/", "/static/../media/"):
        assert Client().get(f"{place}{name}").status_code == 404
