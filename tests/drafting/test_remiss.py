"""Invited bodies answer by their link, before midnight of the last day, reminded once; what came in is a document."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core import mail
from django.db import connection

from drafting.domain.answers import Answers, answers_of
from drafting.domain.body import BodyFacts, change_body, erase_body_address
from drafting.domain.opinion import (
    decline_opinion,
    keep_opinion,
    reopen_opinion,
    save_opinion,
    submit_opinion,
)
from drafting.domain.remiss import (
    arrange_request,
    call_off_opinion,
    invite_bodies,
    lock_request,
    note_missed,
    opinion_code,
    resend_invitation,
)
from drafting.enums import OpinionState, Stance
from drafting.models import Body, Opinion, OpinionRequest, OpinionStance
from drafting.phase_voices import awaited_opinions, due_reminders
from drafting.queries.bodies import invitable_bodies
from drafting.queries.gate import opinions_asked
from drafting.queries.remiss import earlier_submissions, request_by_code, request_page
from notices.domain.mail import send_due_mail
from notices.domain.reminder import queue_due_reminders
from notices.models import OutboxMail
from participation.domain.group import copy_groups
from participation.domain.moderation import publish_contributions
from participation.enums import Channel, Moderation
from participation.models import Contribution, ContributionCode
from participation.queries.coverage import groups_heard
from projects.models import Project, ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict, IllegalTransition, PeriodClosed
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.factories.accounts import make_region, make_user
from tests.factories.participation import make_group
from tests.factories.remiss import make_body, make_request

CELL, QUALITY = ("availability", "resident"), ("quality", "organiser")
FULL = Answers(
    general="Vi stöder utkastet.",
    signed_by="Anna Holm, ordförande",
    language="sv",
    cells={
        CELL: (Stance.SUPPORTS_WITH_CHANGES, "Skriv ut tiden."),
        QUALITY: (Stance.SUPPORTS, ""),
    },
)


@pytest.fixture
def staff(region):
    return make_user(region)


@pytest.mark.requirement(55)
def test_opinion_of_a_body_of_the_projects_groups_counts_it_as_heard_once(region, staff, consultation):
    project = consultation.draft.promise.project
    make_group(project, name_sv="Äldrerådet", name_fi="Vanhusneuvosto", expected=5)
    make_group(project, name_sv="Barnfamiljer", name_fi="Lapsiperheet")
    request = make_request(consultation, staff, names={"sv": "Rådet", "fi": "vanhusneuvosto"})
    with region_scope(region):
        other = make_request(consultation, staff, names={"sv": "Hamnsunds stad"})
        assert [row.heard for row in groups_heard(project.pk)] == [0, 0]
        submit_opinion(opinion_request=request, answers=FULL, opened=1)
        submit_opinion(opinion_request=other, answers=FULL, opened=1)
        assert [row.heard for row in groups_heard(project.pk)] == [1, 0]
        coded = ContributionCode.objects.filter(contribution__group=request.group)
        assert coded.values_list("perspective", flat=True).get() == CELL[0]


@pytest.mark.requirement(55)
def test_body_without_a_group_of_its_name_speaks_for_the_handbooks_group_of_its_kind(
    region, staff, consultation
):
    with region_scope(region):
        copy_groups(project=consultation.draft.promise.project)
        kinds = ("municipality", "organisation", "partner")
        requests = [make_request(consultation, staff, kind=kind, names={"sv": f"X {kind}"}) for kind in kinds]
        assert [row.group and row.group.key for row in requests] == ["municipalities", "third_sector", None]


@pytest.mark.requirement(72)
def test_bodies_are_invited_by_mail_in_their_own_language(region, staff, consultation):
    bodies = [make_body(staff, region, language=language) for language in ("sv", "fi")]
    idle = make_body(staff, region, is_active=False)
    with region_scope(region):
        due_on = clock.today() + dt.timedelta(days=10)
        rows = invite_bodies(consultation=consultation, bodies=[*bodies, idle], due_on=due_on, actor=staff)
        again = invite_bodies(consultation=consultation, bodies=bodies, due_on=due_on, actor=staff)
        assert ([row.body for row in rows], again) == (bodies, [])
    send_due_mail()
    for message, row, language in zip(mail.outbox, rows, ("sv", "fi"), strict=True):
        assert message.to == [row.body.email]
        assert f"/{language}/r/opinion/{opinion_code(opinion_request=row)}/" in message.body
        [(page, _kind)] = message.alternatives
        other = {
            "sv": '<p lang="fi">Voitte vastata myös suomeksi:',
            "fi": '<p lang="sv">Ni kan också svara på svenska:',
        }
        assert (page.count(other[language]), page.count("<p lang")) == (1, 1)


@pytest.mark.requirement(72)
def test_only_bodies_in_use_with_an_address_that_were_not_asked_can_be_invited(region, staff, consultation):
    make_request(consultation, staff)
    make_body(staff, region, is_active=False)
    free, mute = make_body(staff, region), make_body(staff, region)
    with region_scope(region):
        assert list(invitable_bodies(consultation)) == [free, mute]
        Body.objects.filter(pk=mute.pk).update(email="")
        assert list(invitable_bodies(consultation)) == [free]


def test_body_taken_out_of_use_or_asked_while_the_page_stood_open_is_passed_over(region, staff, consultation):
    asked, retired, free = (make_body(staff, region) for _ in range(3))
    due_on = clock.today() + dt.timedelta(days=10)
    with region_scope(region):
        invite_bodies(consultation=consultation, bodies=[asked], due_on=due_on, actor=staff)
        Body.objects.filter(pk=retired.pk).update(is_active=False)
        chosen = Body.objects.filter(pk__in=[asked.pk, retired.pk, free.pk])
        rows = invite_bodies(consultation=consultation, bodies=list(chosen), due_on=due_on, actor=staff)
        assert [row.body for row in rows] == [free]


def test_one_body_is_sent_five_invitations_a_day_and_keeps_the_link_of_the_fifth(region, staff, consultation):
    body = make_body(staff, region)
    with region_scope(region):
        due_on = clock.today() + dt.timedelta(days=10)
        [row] = invite_bodies(consultation=consultation, bodies=[body], due_on=due_on, actor=staff)
        for _time in range(4):
            row = resend_invitation(opinion_request=row, actor=staff)
        fifth = opinion_code(opinion_request=row)
        with pytest.raises(DomainError):
            resend_invitation(opinion_request=row, actor=staff)
        assert request_by_code(fifth) == row
        assert OutboxMail.objects.count() == 5


def test_region_that_has_sent_its_invitations_of_the_day_asks_nobody_more(
    monkeypatch, region, staff, consultation
):
    monkeypatch.setattr("drafting.domain.remiss.MAILS_OF_REGION_A_DAY", 2)
    bodies = [make_body(staff, region) for _number in range(3)]
    with region_scope(region):
        due_on = clock.today() + dt.timedelta(days=10)
        with pytest.raises(DomainError):
            invite_bodies(consultation=consultation, bodies=bodies, due_on=due_on, actor=staff)
        assert (OpinionRequest.objects.count(), OutboxMail.objects.count()) == (0, 0)
        invite_bodies(consultation=consultation, bodies=bodies[:2], due_on=due_on, actor=staff)
        assert (OpinionRequest.objects.count(), OutboxMail.objects.count()) == (2, 2)


@pytest.mark.requirement(72)
def test_gate_counts_a_body_that_has_not_answered_as_asked_and_not_as_received(region, staff, consultation):
    given, open_ = make_request(consultation, staff), make_request(consultation, staff)
    with region_scope(region):
        submit_opinion(opinion_request=given, answers=FULL, opened=given.version)
        found = opinions_asked(consultation.draft.promise.project_id)
    assert (found.asked, found.received, found.due_on) == (2, 1, open_.due_on)


def test_invitation_for_a_day_that_has_passed_is_refused(region, staff, consultation):
    with pytest.raises(DomainError) as refused:
        make_request(consultation, staff, due_on=clock.today() - dt.timedelta(days=1))
    assert refused.value.field == "due_on"


def test_last_day_is_not_moved_to_a_day_that_has_passed(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region), pytest.raises(DomainError) as refused:
        arrange_request(
            opinion_request=row,
            due_on=clock.today() - dt.timedelta(days=1),
            registry_number="",
            actor=staff,
            opened=row.version,
        )
    assert refused.value.field == "due_on"


def test_new_invitation_revokes_the_old_link_and_is_capped(region, staff, consultation):
    row = make_request(consultation, staff)
    old = opinion_code(opinion_request=row)
    with region_scope(region):
        for _ in range(4):
            row = resend_invitation(opinion_request=row, actor=staff)
        with pytest.raises(DomainError):
            resend_invitation(opinion_request=row, actor=staff)
        assert OutboxMail.objects.count() == 5
    assert request_by_code(old) is None
    assert request_by_code(opinion_code(opinion_request=row)) == row


def test_mail_with_a_revoked_link_is_not_sent(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        resend_invitation(opinion_request=row, actor=staff)
    send_due_mail()
    assert len(mail.outbox) == 1


@pytest.mark.requirement(72, 73)
def test_submitted_opinion_becomes_contributions_coded_by_their_cells(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        opinion = submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        assert opinion.contribution.original == "Vi stöder utkastet."
        said = Contribution.objects.filter(channel=Channel.OPINION).order_by("pk")
        assert [each.original for each in said] == ["Vi stöder utkastet.", "Skriv ut tiden."]
        assert list(ContributionCode.objects.values_list("contribution", "perspective", "viewpoint")) == [
            (said[1].pk, *CELL)
        ]
        stances = OpinionStance.objects.order_by("pk").values_list(
            "perspective", "viewpoint", "stance", "contribution"
        )
        assert list(stances) == [
            (*CELL, Stance.SUPPORTS_WITH_CHANGES, said[1].pk),
            ("quality", "organiser", Stance.SUPPORTS, None),
        ]
        row.refresh_from_db()
        assert (row.state, row.draft_answers, row.consultation.draft_id) == (
            OpinionState.SUBMITTED,
            {},
            consultation.draft_id,
        )
        assert ProjectEvent.objects.filter(kind="opinion.submitted").count() == 1


WITH_WORDS_TO_CLEAN = replace(
    FULL, general=" Ja\r\ntack ", cells={CELL: (Stance.NO_OPINION, " Skriv ut tiden."), QUALITY: ("", "")}
)


@pytest.mark.parametrize("answers", [FULL, WITH_WORDS_TO_CLEAN])
def test_second_submission_returns_the_first_opinion(region, staff, consultation, answers):
    row = make_request(consultation, staff)
    with region_scope(region):
        first = submit_opinion(opinion_request=row, answers=answers, opened=row.version)
        assert submit_opinion(opinion_request=row, answers=answers, opened=row.version) == first
        assert Opinion.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(FULL, general="Vi stöder inte utkastet."),
        replace(FULL, signed_by="Karl Dahl"),
        replace(FULL, cells={**FULL.cells, QUALITY: (Stance.OPPOSES, "")}),
        replace(FULL, cells={}),
        replace(FULL, language="fi"),
    ],
)
def test_other_words_after_an_opinion_is_in_are_refused_and_not_said_to_be_received(
    region, staff, consultation, other, in_english
):
    row = make_request(consultation, staff)
    with region_scope(region):
        submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        with pytest.raises(DomainError, match="Your text is kept below"):
            submit_opinion(opinion_request=row, answers=other, opened=row.version)
        assert answers_of(Opinion.objects.get()).as_json() == FULL.as_json()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (Answers(general="Ja", signed_by=""), "signed_by"),
        (Answers(general="", signed_by="Anna"), "general"),
        (
            Answers(general="Ja", signed_by="Anna", cells={CELL: ("opposes", "x" * 10_001)}),
            "words_availability_resident",
        ),
        (
            Answers(general="Ja", signed_by="Anna", cells={CELL: ("", "Skriv ut tiden.")}),
            "stance_availability_resident",
        ),
    ],
)
def test_opinion_without_signature_words_or_stance_is_refused_beside_its_field(
    region, staff, consultation, answers, field
):
    row = make_request(consultation, staff)
    with region_scope(region):
        with pytest.raises(DomainError) as refused:
            submit_opinion(opinion_request=row, answers=answers, opened=row.version)
        assert refused.value.field == field
        assert Contribution.objects.count() == 0


def test_saved_answers_are_read_back_as_they_were(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        saved = save_opinion(opinion_request=row, answers=FULL, opened=row.version)
        assert saved.state == OpinionState.STARTED
        saved.refresh_from_db()
        assert Answers.from_json(saved.draft_answers) == FULL


def test_second_of_two_colleagues_is_told_and_overwrites_nothing(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        save_opinion(opinion_request=row, answers=FULL, opened=row.version)
        with pytest.raises(EditConflict):
            save_opinion(opinion_request=row, answers=Answers(general="Annat"), opened=row.version)
        with pytest.raises(EditConflict):
            submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        row.refresh_from_db()
        assert row.draft_answers["general"] == "Vi stöder utkastet."


@pytest.mark.requirement(72)
@pytest.mark.parametrize("last", [dt.date(2027, 3, 28), dt.date(2026, 10, 25), dt.date(2026, 12, 15)])
@pytest.mark.parametrize(("milliseconds", "accepted"), [(-1, True), (0, False), (1, False)])
def test_opinion_is_taken_until_midnight_in_finland(region, staff, last, milliseconds, accepted):
    with clock.fixed(clock.start_of(last - dt.timedelta(days=3))):
        _project, version, _statement = draft(region)
        with region_scope(region):
            consultation = version.consultations.get()
        row = make_request(consultation, staff, due_on=last)
    moment = clock.start_of(last + dt.timedelta(days=1)).astimezone(dt.UTC) + dt.timedelta(
        milliseconds=milliseconds
    )
    with region_scope(region), clock.fixed(moment):
        if accepted:
            assert submit_opinion(opinion_request=row, answers=FULL, opened=row.version).pk
        else:
            for act in (save_opinion, submit_opinion):
                with pytest.raises(PeriodClosed):
                    act(opinion_request=row, answers=FULL, opened=row.version)


@pytest.mark.requirement(72)
def test_missed_request_is_noted_and_opened_again_by_a_later_day(region, staff, consultation):
    row = make_request(consultation, staff)
    with clock.fixed(clock.end_of(row.due_on)):
        assert (note_missed(clock.now()), note_missed(clock.now())) == (1, 0)
        with region_scope(region):
            row.refresh_from_db()
            assert row.state == OpinionState.MISSED
            page = request_page(consultation.draft.promise.project)
            assert (page.received, page.awaited, page.missing) == (0, 0, 1)
            row = arrange_request(
                opinion_request=row,
                due_on=clock.today() + dt.timedelta(days=2),
                registry_number="VAL/12/2026",
                actor=staff,
                opened=row.version,
            )
            assert (row.state, row.registry_number) == (OpinionState.STARTED, "VAL/12/2026")
            submit_opinion(opinion_request=row, answers=FULL, opened=row.version)


def test_request_given_more_time_meanwhile_is_not_noted_as_missed(region, staff, consultation, monkeypatch):
    row = make_request(consultation, staff)
    later = row.due_on + dt.timedelta(days=5)

    def lock_after_more_time(*, request_id):
        OpinionRequest.objects.filter(pk=request_id).update(due_on=later)
        return lock_request(request_id=request_id)

    monkeypatch.setattr("drafting.domain.remiss.lock_request", lock_after_more_time)
    with clock.fixed(clock.end_of(row.due_on)):
        assert note_missed(clock.now()) == 0
    with region_scope(region):
        row.refresh_from_db()
        assert (row.state, row.due_on) == (OpinionState.INVITED, later)


def test_late_request_is_shown_as_late_before_it_is_noted(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region), clock.fixed(clock.end_of(row.due_on)):
        page = request_page(consultation.draft.promise.project)
        assert ([each["is_late"] for each in page.rows], page.missing, page.awaited) == ([True], 1, 0)


@pytest.mark.requirement(72)
def test_body_is_reminded_once_three_days_before_and_never_after_submitting(region, staff, consultation):
    waiting, done = (make_request(consultation, staff) for _ in range(2))
    with region_scope(region):
        submit_opinion(opinion_request=done, answers=FULL, opened=done.version)
    for days, expected in ((4, 0), (3, 1), (3, 0), (1, 0)):
        with clock.fixed(clock.start_of(waiting.due_on - dt.timedelta(days=days)) + dt.timedelta(hours=9)):
            assert queue_due_reminders() == expected, days


def test_reminder_that_was_queued_is_dropped_when_the_opinion_came_in_between(region, staff, consultation):
    row = make_request(consultation, staff)
    moment = clock.start_of(row.due_on - dt.timedelta(days=2))
    with clock.fixed(moment):
        queue_due_reminders()
        with region_scope(region):
            submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        send_due_mail()
    assert "opinion_reminder" not in [each.kind for each in _mails(region) if each.state == "sent"]


def _mails(region):
    with region_scope(region):
        return list(OutboxMail.objects.all())


def test_declined_request_may_still_begin(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        row = decline_opinion(opinion_request=row, opened=row.version)
        assert row.state == OpinionState.DECLINED
        with pytest.raises(IllegalTransition):
            decline_opinion(opinion_request=row, opened=row.version)
        assert (
            save_opinion(opinion_request=row, answers=FULL, opened=row.version).state == OpinionState.STARTED
        )


def test_register_takes_a_name_once_and_keeps_changes(region, staff):
    body = make_body(staff, region, names={"sv": "Äldrerådet"})
    with pytest.raises(DomainError) as refused:
        make_body(staff, region, names={"fi": "Vanhusneuvosto", "sv": " Äldrerådet "})
    assert refused.value.field == "name_sv"
    facts = BodyFacts(names={"sv": "Äldrerådet"}, kind="influence_body", email="ny@example.fi", language="fi")
    with region_scope(region):
        change_body(body=body, actor=staff, facts=facts, opened=1)
        with pytest.raises(EditConflict):
            change_body(body=body, actor=staff, facts=facts, opened=1)
        assert list(body.history.values_list("email", flat=True)) == [
            "ny@example.fi",
            body.history.last().email,
        ]


def test_erased_address_leaves_the_register_and_its_history(region, staff):
    body = make_body(staff, region, email="Person@example.fi")
    with region_scope(region):
        assert erase_body_address("person@EXAMPLE.fi") == 1
        body = Body.objects.get(pk=body.pk)
        assert (body.email, body.is_active) == ("", False)
        assert not body.history.filter(email__iexact="person@example.fi").exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_opinion_submitted_many_times_at_once_is_one():
    region = make_region()
    staff = make_user(region)
    _project, version, _statement = draft(region)
    with region_scope(region):
        row = make_request(version.consultations.select_related("region").get(), staff)

    def submit(_number):
        try:
            with region_scope(region):
                return submit_opinion(opinion_request=row, answers=FULL, opened=row.version).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        kept = set(pool.map(submit, range(12)))
    with region_scope(region):
        assert kept == set(Opinion.objects.values_list("pk", flat=True))
        assert (len(kept), Contribution.objects.count(), OpinionRequest.objects.count()) == (1, 2, 1)


@pytest.mark.requirement(72, 73)
def test_submitted_opinion_is_changed_before_the_last_day_and_the_former_is_kept(region, staff, consultation):
    row = make_request(consultation, staff)
    first, second = clock.now(), clock.now() + dt.timedelta(hours=3)
    with region_scope(region):
        with clock.fixed(first):
            given = submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        general, cell = given.contribution_id, given.stances.get(perspective=CELL[0]).contribution_id
        row.refresh_from_db()
        row = reopen_opinion(opinion_request=row, opened=row.version)
        assert Answers.from_json(row.draft_answers) == FULL
        changed = Answers(
            general="Vi stöder utkastet nu.",
            signed_by="Bo Ek, vice ordförande",
            cells={("quality", "organiser"): (Stance.OPPOSES, "Inte så.")},
        )
        with clock.fixed(second):
            opinion = submit_opinion(opinion_request=row, answers=changed, opened=row.version)
        assert (opinion.pk, opinion.contribution_id) == (given.pk, general)
        assert opinion.contribution.original == "Vi stöder utkastet nu."
        assert "Vi stöder utkastet." in opinion.contribution.history.values_list("original", flat=True)
        assert Contribution.objects.get(pk=cell).moderation == Moderation.WITHDRAWN
        stance = opinion.stances.get()
        assert (stance.stance, stance.contribution.original) == (Stance.OPPOSES, "Inte så.")
        assert set(opinion.history.values_list("signed_by", flat=True)) == {
            "Anna Holm, ordförande",
            "Bo Ek, vice ordförande",
        }
        row.refresh_from_db()
        assert (row.submitted_at, earlier_submissions(row)) == (second, [first])
        kinds = ProjectEvent.objects.filter(kind__startswith="opinion.").order_by("pk")
        assert list(kinds.values_list("kind", flat=True)) == [
            "opinion.invited",
            "opinion.submitted",
            "opinion.reopened",
            "opinion.changed",
        ]
        assert OutboxMail.objects.filter(kind="opinion_receipt").count() == 2


def test_words_that_are_the_same_in_a_changed_opinion_keep_what_was_done_with_them(
    region, staff, consultation
):
    row = make_request(consultation, staff)
    with region_scope(region):
        given = submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        publish_contributions(
            project=given.contribution.project, opened={given.contribution_id: 1}, actor=staff
        )
        row.refresh_from_db()
        row = reopen_opinion(opinion_request=row, opened=row.version)
        opinion = submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        assert opinion.contribution.moderation == Moderation.PUBLISHED
        assert Contribution.objects.filter(channel=Channel.OPINION).count() == 2


@pytest.mark.requirement(72)
def test_opened_opinion_counts_as_received_and_stands_when_it_is_not_submitted_again(
    region, staff, consultation
):
    row = make_request(consultation, staff)
    with region_scope(region):
        submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        row.refresh_from_db()
        row = reopen_opinion(opinion_request=row, opened=row.version)
        page = request_page(consultation.draft.promise.project)
        assert (page.received, page.awaited, page.missing) == (1, 0, 0)
        assert opinions_asked(consultation.draft.promise.project_id).received == 1
        with pytest.raises(IllegalTransition):
            decline_opinion(opinion_request=row, opened=row.version)
    with clock.fixed(clock.end_of(row.due_on) - dt.timedelta(hours=30)), region_scope(region):
        assert list(due_reminders(clock.now())) == []
    with clock.fixed(clock.end_of(row.due_on)):
        assert note_missed(clock.now()) == 0
        with region_scope(region):
            row.refresh_from_db()
            assert (row.state, row.opinion.contribution.original) == (
                OpinionState.SUBMITTED,
                "Vi stöder utkastet.",
            )
            with pytest.raises(PeriodClosed):
                reopen_opinion(opinion_request=row, opened=row.version)


def test_body_may_leave_its_opinion_as_it_was_and_cannot_open_what_it_has_not_given(
    region, staff, consultation
):
    row = make_request(consultation, staff)
    with region_scope(region):
        for verb in (reopen_opinion, keep_opinion):
            with pytest.raises(IllegalTransition):
                verb(opinion_request=row, opened=row.version)
        submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        row.refresh_from_db()
        with pytest.raises(EditConflict):
            reopen_opinion(opinion_request=row, opened=row.version - 1)
        row = reopen_opinion(opinion_request=row, opened=row.version)
        row = keep_opinion(opinion_request=row, opened=row.version)
        assert (row.state, row.draft_answers) == (OpinionState.SUBMITTED, {})


@pytest.mark.requirement(73)
def test_opinion_names_the_version_it_was_given_on(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        opinion = submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        assert opinion.draft == consultation.draft


def _call_off(row, staff, reason="Tidtabellen har ändrats.", opened=None):
    return call_off_opinion(opinion_request=row, reason=reason, actor=staff, opened=opened or row.version)


def test_awaited_opinion_is_called_off_with_a_mail_and_a_line_in_the_ledger(
    region, staff, consultation, in_english
):
    row = make_request(consultation, staff)
    with region_scope(region):
        project = consultation.draft.promise.project
        with pytest.raises(DomainError, match="Write why"):
            _call_off(row, staff, reason=" ")
        assert len(list(awaited_opinions(project.pk))) == 1
        row = _call_off(row, staff)
        assert row.state == OpinionState.CALLED_OFF
        assert list(awaited_opinions(project.pk)) == []
        assert opinions_asked(project.pk).asked == 0
        page = request_page(project)
        assert (page.awaited, page.missing, page.rows[0]["call_off_url"]) == (0, 0, "")
        event = ProjectEvent.objects.get(kind="opinion.called_off")
        assert (event.actor, event.detail.words) == (staff.uuid, {"reason": "Tidtabellen har ändrats."})
        with clock.fixed(clock.end_of(row.due_on)):
            assert note_missed(clock.now()) == 0
        assert list(due_reminders(clock.end_of(row.due_on) - dt.timedelta(hours=2))) == []
    send_due_mail()
    # The invitation had not been sent yet, and is not sent any more.
    [message] = mail.outbox
    assert message.subject == "Utlåtandet begärs inte längre: " + project.title_sv
    assert "Tidtabellen har ändrats." in message.body


def test_given_or_declined_opinion_cannot_be_called_off(region, staff, consultation):
    given, declined, saved = (make_request(consultation, staff) for _ in range(3))
    with region_scope(region):
        submit_opinion(opinion_request=given, answers=FULL, opened=1)
        decline_opinion(opinion_request=declined, opened=1)
        save_opinion(opinion_request=saved, answers=FULL, opened=1)
        for row, opened in ((given, 2), (declined, 2)):
            with pytest.raises(IllegalTransition):
                _call_off(row, staff, opened=opened)
        with pytest.raises(EditConflict):
            _call_off(saved, staff, opened=1)
        assert not ProjectEvent.objects.filter(kind="opinion.called_off").exists()


def test_opinion_opened_for_change_and_called_off_stands_as_it_was_given(
    region, staff, consultation, in_english
):
    row = make_request(consultation, staff)
    with region_scope(region):
        project = consultation.draft.promise.project
        submit_opinion(opinion_request=row, answers=FULL, opened=1)
        row = reopen_opinion(opinion_request=row, opened=2)
        [listed] = request_page(project).rows
        assert (listed["call_off_label"], bool(listed["call_off_url"])) == ("Take no more changes", True)
        row = _call_off(row, staff, opened=3)
        assert list(awaited_opinions(project.pk)) == []
        asked = opinions_asked(project.pk)
        assert (asked.asked, asked.received) == (1, 1)
        page = request_page(project)
        assert (page.received, page.awaited, page.rows[0]["label"]) == (
            1,
            0,
            "Received, takes no more changes",
        )
        with pytest.raises(DomainError, match="no longer asked for"):
            submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        with pytest.raises(IllegalTransition):
            reopen_opinion(opinion_request=row, opened=row.version)
        assert Opinion.objects.get().contribution.original == "Vi stöder utkastet."
    send_due_mail()
    told = [message for message in mail.outbox if "Tidtabellen har ändrats." in message.body]
    assert [message.subject for message in told] == [
        "Ert utlåtande gäller som ni gav det: " + project.title_sv
    ]
    with region_scope(region):
        row = resend_invitation(opinion_request=row, actor=staff, asks_again=True)
        assert request_page(project).rows[0]["label"] == "Received, being changed"


def test_nobody_is_invited_on_a_consultation_that_is_over(region, staff, consultation, in_english):
    body = make_body(staff, region)
    later = consultation.closes_on + dt.timedelta(days=30)
    with region_scope(region), clock.fixed(clock.end_of(consultation.closes_on)):
        with pytest.raises(PeriodClosed, match="The consultation is over"):
            invite_bodies(consultation=consultation, bodies=[body], due_on=later, actor=staff)
        assert not OpinionRequest.objects.exists()


def test_what_was_called_off_takes_no_opinion_and_can_be_asked_for_again(
    region, staff, consultation, in_english
):
    row = make_request(consultation, staff)
    with region_scope(region):
        save_opinion(opinion_request=row, answers=FULL, opened=1)
        row = _call_off(row, staff, opened=2)
        for verb in (save_opinion, submit_opinion):
            with pytest.raises(DomainError, match="no longer asked for"):
                verb(opinion_request=row, answers=FULL, opened=row.version)
        with (
            clock.fixed(clock.end_of(row.due_on)),
            pytest.raises(DomainError, match="Set a later one first"),
        ):
            resend_invitation(opinion_request=row, actor=staff, asks_again=True)
        row = resend_invitation(opinion_request=row, actor=staff, asks_again=True)
        assert (row.state, row.called_off_reason) == (OpinionState.INVITED, "")
        assert row.draft_answers["general"] == FULL.general
    send_due_mail()
    # That it is no longer asked for is not told once it is asked for again.
    assert [message.subject.partition(":")[0] for message in mail.outbox] == ["Begäran om utlåtande"]


def test_invitation_sent_anew_does_not_undo_what_a_colleague_called_off_meanwhile(
    region, staff, consultation, in_english
):
    row = make_request(consultation, staff)
    with region_scope(region):
        called_off = _call_off(row, staff)
        with pytest.raises(DomainError, match="called off meanwhile"):
            resend_invitation(opinion_request=row, actor=staff)
        row = OpinionRequest.objects.get()
        assert (row.state, row.version) == (OpinionState.CALLED_OFF, called_off.version)


def test_nothing_is_called_off_in_a_closed_project(region, staff, consultation):
    row = make_request(consultation, staff)
    with region_scope(region):
        Project.objects.update(state="closed")
        with pytest.raises(IllegalTransition):
            _call_off(row, staff)
        assert OpinionRequest.objects.get().state == OpinionState.INVITED


def test_body_is_not_reminded_on_the_day_it_was_invited(region, staff, consultation):
    row = make_request(consultation, staff, due_on=clock.today() + dt.timedelta(days=2))
    with region_scope(region):
        assert list(due_reminders(row.invited_at + dt.timedelta(hours=23))) == []
        assert len(list(due_reminders(row.invited_at + dt.timedelta(hours=25)))) == 1
