"""A letter of the region's own goes with a request for an opinion: whoever answers reads who asks, for what, and whom
to ask."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from drafting.domain.letter import Contact, erase_contact
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
    note_missed,
    opinion_code,
    resend_invitation,
)
from drafting.exports import export_project
from drafting.models import OpinionRequest
from drafting.queries.letter import letter_draft
from notices.domain.mail import send_due_mail
from notices.domain.reminder import queue_due_reminders
from projects.models import ProjectEvent
from servicelofte.common import clock
from servicelofte.common.errors import DomainError, EditConflict
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.drafting.test_remiss import FULL
from tests.factories.accounts import make_region, make_user
from tests.factories.remiss import make_body
from tests.support import assert_constant_queries

LETTER = {
    "sv": "Vi ber om er syn.\n\n– Fattas något?",
    "fi": "Pyydämme näkemystänne.\n\n– Puuttuuko jotakin?",
}
CONTACT = Contact(
    name="Johanna Backström",
    titles={"sv": "planerare", "fi": "suunnittelija"},
    email="johanna@example.fi",
    phone="06 555 0123",
)
TAKEN_OUT = ("", {}, "", "")


def ask(consultation, staff, language="sv", **values):
    """Ask one body that reads `language`, with letter, contact and number unless `values` say otherwise."""
    said = {"letter": LETTER, "contact": CONTACT, "registry_number": "VAL/1/2027", **values}
    body = make_body(staff, consultation.region, language=language)
    with region_scope(consultation.region):
        return invite_bodies(
            consultation=consultation,
            bodies=[body],
            due_on=clock.today() + dt.timedelta(days=7),
            actor=staff,
            **said,
        )[0]


def change(row, staff, **values):
    said = {"due_on": row.due_on, "registry_number": row.registry_number, "opened": row.version, **values}
    with region_scope(row.region):
        return arrange_request(opinion_request=row, actor=staff, **said)


def fresh(row):
    with region_scope(row.region):
        return OpinionRequest.objects.select_related("region", "body").get(pk=row.pk)


def work(name, row, *args, language="sv"):
    project = row.consultation.draft.promise.project
    with translation.override(language):
        return reverse(f"drafting:{name}", args=[row.region.slug, project.pk, *args])


def opened(row, language):
    """Return the body's page in a language."""
    with translation.override(language):
        address = reverse("drafting:opinion")
    return Client().post(address, {"code": opinion_code(opinion_request=row)}).text


def contact_of(row):
    return (row.contact_name, row.contact_title, row.contact_email, row.contact_phone)


def form_values(body, **values):
    day = (clock.today() + dt.timedelta(days=5)).isoformat()
    letter = {f"letter_{code}": words for code, words in LETTER.items()}
    return {"bodies": [body.pk], "due_on": day, **letter, **values}


@pytest.mark.requirement(72)
@pytest.mark.parametrize(
    ("language", "words", "title", "contact", "number"),
    [
        ("sv", LETTER["sv"], "planerare", "Kontaktperson:", "Diarienummer: VAL/1/2027"),
        ("fi", LETTER["fi"], "suunnittelija", "Yhteyshenkilö:", "Diaarinumero: VAL/1/2027"),
    ],
)
def test_mail_and_reminder_carry_letter_contact_and_number_in_the_bodys_language(
    staff, consultation, language, words, title, contact, number
):
    row = ask(consultation, staff, language)
    send_due_mail()
    said = f"{contact}\nJohanna Backström, {title}\njohanna@example.fi\n06 555 0123\n\n{number}\n"
    [invitation] = mail.outbox
    assert f"\n\n{words}\n\n" in invitation.body
    assert said in invitation.body
    mail.outbox.clear()
    with clock.fixed(clock.end_of(row.due_on) - dt.timedelta(hours=30)):
        queue_due_reminders()
        send_due_mail()
    [reminder] = mail.outbox
    assert said in reminder.body
    assert words not in reminder.body


def test_letter_in_another_language_than_the_mail_is_marked_in_its_page(db):
    region = make_region(language_status="unilingual_fi")
    staff = make_user(region)
    _project, version, _statement = draft(region, days=30)
    with region_scope(region):
        consultation = version.consultations.select_related("draft__promise__project", "region").get()
    # Begins like the mail, whose own greeting stays in the mail's language.
    ask(consultation, staff, "sv", letter={"fi": f"Hej,\nhyvä vastaaja.\n\n{LETTER['fi']}"})
    send_due_mail()
    [message] = mail.outbox
    [(page, _kind)] = message.alternatives
    assert "<p>Hej,</p>" in page
    assert '<p lang="fi">Hej,<br>hyvä vastaaja.</p>' in page
    assert "\x02" not in message.body + message.subject + page
    assert '<p lang="fi">Pyydämme näkemystänne.</p>' in page
    assert '<p lang="fi">– Puuttuuko jotakin?</p>' in page


def test_words_of_a_letter_make_neither_a_header_nor_an_element(staff, consultation):
    hostile = "Subject: Annat\nBcc: x@example.fi\n\n<script>alert(1)</script> {{ region }}"
    contact = Contact(
        name="<b>Eva</b>\nBcc: y@example.fi", email="eva@example.fi", phone="1\r\nBcc: z@example.fi"
    )
    row = ask(consultation, staff, letter={"sv": hostile, "fi": hostile}, contact=contact)
    send_due_mail()
    [message] = mail.outbox
    assert (message.to, message.bcc, "Bcc" in message.message()) == ([row.body.email], [], False)
    assert message.subject.startswith("Begäran om utlåtande")
    assert hostile in message.body
    [(html, _kind)] = message.alternatives
    for shown in (html, opened(row, "sv")):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ region }}" in shown
        assert "&lt;b&gt;Eva&lt;/b&gt; Bcc:" in shown
        assert "<script>alert" not in shown


@pytest.mark.parametrize(("contact", "named"), [(CONTACT, True), (None, False)])
def test_body_that_is_no_longer_asked_still_sees_whom_it_can_ask(staff, consultation, contact, named):
    row = ask(consultation, staff, contact=contact)
    with region_scope(row.region):
        call_off_opinion(opinion_request=row, reason="Senare.", actor=staff, opened=row.version)
    send_due_mail()
    assert ("Kontaktperson:\nJohanna Backström, planerare\n" in mail.outbox[-1].body) is named
    page = opened(row, "fi")
    assert "Senare." in page
    assert ("Yhteyshenkilö:" in page) is named
    assert ("mailto:johanna@example.fi" in page) is named


@pytest.mark.requirement(72)
def test_body_reads_letter_contact_and_number_above_the_form_and_on_its_receipt(staff, consultation):
    row = ask(consultation, staff)
    for language, words in (("sv", "– Fattas något?"), ("fi", "– Puuttuuko jotakin?")):
        page = opened(row, language)
        assert page.index(f"<p>{words}</p>") < page.index('name="general"')
        assert page.index("mailto:johanna@example.fi") < page.index('name="general"')
        assert "VAL/1/2027" in page
    english = opened(row, "en")
    assert '<div lang="sv"><p>Vi ber om er syn.</p>' in english
    with region_scope(row.region):
        submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
    receipt = opened(row, "sv")
    assert 'name="general"' not in receipt
    for words in ("– Fattas något?", "Johanna Backström"):
        assert words in receipt
    assert receipt.count("VAL/1/2027") == 1


@pytest.mark.requirement(72)
def test_form_begins_with_a_draft_in_each_language_and_the_person_who_asks(
    client, staff, consultation, region
):
    body = make_body(staff, region)
    address = reverse("drafting:request_create", args=[region.slug, consultation.draft.promise.project_id])
    form = client.get(address).context["form"]
    assert form["letter_sv"].value() == letter_draft(region, "sv")
    assert form["letter_sv"].value().startswith(f"{region.name_sv} bereder ett servicelöfte")
    assert form["letter_fi"].value().startswith(f"{region.name_fi} valmistelee asukkailleen palvelulupausta")
    assert "letter_en" not in form.fields
    assert (form["contact_name"].value(), form["contact_email"].value()) == ("Sanna Kokkonen", staff.email)
    assert (
        client.post(address, form_values(body, contact_name="Eva Ek", contact_phone="06 1")).status_code
        == 302
    )
    with region_scope(region):
        row = OpinionRequest.objects.get()
    assert (row.letter, row.contact_name, row.contact_phone) == (LETTER, "Eva Ek", "06 1")


def test_next_request_of_the_same_time_begins_with_the_letter_of_the_last(
    client, staff, consultation, region
):
    row = ask(consultation, staff)
    ask(consultation, staff, letter=None, contact=None, registry_number="")
    form = client.get(work("request_create", row)).context["form"]
    shown = {
        name: form[name].value()
        for name in ("letter_fi", "contact_name", "contact_title_fi", "registry_number")
    }
    assert shown == {
        "letter_fi": LETTER["fi"],
        "contact_name": "Johanna Backström",
        "contact_title_fi": "suunnittelija",
        "registry_number": "VAL/1/2027",
    }


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"letter_fi": " "}, {"letter_fi": ["Write the letter."]}),
        (
            {"letter_sv": "x" * 10_001},
            {"letter_sv": ["This is longer than 10,000 characters. Shorten it, or send it in two parts."]},
        ),
        ({"contact_email": "eva@"}, {"contact_email": ["Enter a valid email address."]}),
        (
            {"contact_name": "Eva Ek", "contact_email": "eva@"},
            {"contact_email": ["Enter a valid email address."]},
        ),
        (
            {"contact_name": "Eva Ek", "contact_email": f"eva@{'b.' * 130}fi"},
            {"contact_email": ["Ensure this value has at most 254 characters (it has 266)."]},
        ),
        ({"contact_title_sv": "chef"}, {"contact_name": ["Write who the contact person is."]}),
        (
            {"contact_name": "Eva Ek", "letter_fi": ""},
            {
                "letter_fi": ["Write the letter."],
                "contact_email": ["Write the e-mail or the telephone of the contact person."],
                "contact_phone": ["Write the e-mail or the telephone of the contact person."],
            },
        ),
    ],
)
def test_what_is_wrong_in_a_letter_is_told_beside_its_field_and_nobody_is_asked(
    client, staff, consultation, region, values, errors
):
    body = make_body(staff, region)
    project = consultation.draft.promise.project_id
    with translation.override("en"):
        address = reverse("drafting:request_create", args=[region.slug, project])
    response = client.post(address, form_values(body, **values))
    form = response.context["form"]
    assert (response.status_code, form.errors) == (200, errors)
    assert form["letter_sv"].value() == values.get("letter_sv", LETTER["sv"])
    with region_scope(region):
        assert not OpinionRequest.objects.exists()


@pytest.mark.requirement(72)
def test_request_is_changed_until_the_opinion_is_in_and_each_change_is_told(
    client, staff, consultation, region
):
    row = ask(consultation, staff, contact=None, registry_number="")
    address = work("request_edit", row, row.pk)
    form = client.get(address).context["form"]
    assert form["letter_sv"].value() == LETTER["sv"]
    said = {
        "due_on": row.due_on.isoformat(),
        "registry_number": "VAL/2",
        "letter_sv": "Ny text.",
        "letter_fi": LETTER["fi"],
        "contact_name": "Eva Ek",
        "contact_title_sv": "chef",
        "contact_email": "Eva@Example.fi",
        "opened_version": row.version,
    }
    emptied = client.post(address, {**said, "letter_sv": "", "letter_fi": ""}).context["form"]
    assert set(emptied.errors) == {"letter_sv", "letter_fi"}
    assert client.post(address, said).status_code == 302
    assert client.post(address, {**said, "letter_sv": "Annat."}).status_code == 409
    row = fresh(row)
    assert (row.letter, row.registry_number) == ({**LETTER, "sv": "Ny text."}, "VAL/2")
    assert contact_of(row) == ("Eva Ek", {"sv": "chef"}, "eva@example.fi", "")
    assert "Ny text." in opened(row, "sv")
    with region_scope(region):
        kinds = list(ProjectEvent.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds[-3:] == ["opinion.letter_changed", "opinion.contact_changed", "opinion.registered"]
        submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
    row = fresh(row)
    assert "letter_sv" not in client.get(address).context["form"].fields
    with pytest.raises(DomainError, match="följebrevet förblir"), translation.override("sv"):
        change(row, staff, letter={"sv": "Efteråt."})
    row = change(fresh(row), staff, contact=CONTACT)
    assert fresh(row).contact_name == "Johanna Backström"


def test_letter_that_was_written_while_the_opinion_came_in_is_kept_in_the_form(client, staff, consultation):
    row = ask(consultation, staff)
    before = client.get(work("request_edit", row, row.pk)).context["form"]
    sent = {name: before[name].value() or "" for name in before.fields}
    with region_scope(row.region):
        submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
    answer = client.post(work("request_edit", row, row.pk), {**sent, "letter_sv": "Vad tycker ni?"})
    assert answer.status_code == 200
    assert "Vad tycker ni?</textarea>" in answer.text
    assert "Utlåtandet har kommit in" in answer.text
    assert fresh(row).letter == LETTER
    assert "letter_sv" not in client.get(work("request_edit", row, row.pk)).context["form"].fields


@pytest.mark.parametrize("finnish", [{}, {"fi": " \n"}])
def test_letter_without_one_of_the_regions_languages_is_refused_also_where_no_form_asks(
    staff, consultation, region, finnish, in_english
):
    with pytest.raises(DomainError, match="Write the letter") as refused:
        ask(consultation, staff, letter={"sv": "Bara svenska.", **finnish})
    assert (refused.value.field, refused.value.also) == ("letter_fi", ())
    with region_scope(region):
        assert not OpinionRequest.objects.exists()


def test_what_is_not_said_stays_and_a_change_of_nothing_is_not_told(staff, consultation, region):
    row = ask(consultation, staff, letter={**LETTER, "en": "We ask for your view."})
    row = change(row, staff)
    row = change(row, staff, letter=LETTER, contact=replace(CONTACT, titles={"sv": "planerare"}))
    assert fresh(row).contact_title == CONTACT.titles
    assert fresh(row).letter == {**LETTER, "en": "We ask for your view."}
    with region_scope(region):
        assert (
            not ProjectEvent.objects.filter(kind__startswith="opinion.")
            .exclude(kind="opinion.invited")
            .exists()
        )
    with pytest.raises(EditConflict):
        change(row, staff, opened=1, letter={"sv": "A", "fi": "B"})


def test_page_of_a_request_tells_what_happened_to_it_alone_and_who_did_it(
    client, staff, consultation, region
):
    row = ask(consultation, staff)
    ask(consultation, staff)
    change(row, staff, registry_number="VAL/2")
    with region_scope(region):
        submit_opinion(opinion_request=row, answers=FULL, opened=2)
    told = client.get(work("request_letter", row, row.pk)).context["page"]["history"]
    assert [(entry["what"], entry["who"]) for entry in told] == [
        ("Ett utlåtande kom in", row.body.name),
        ("Ett utlåtande fick sitt diarienummer", "Sanna Kokkonen"),
        ("En remissinstans ombads ge utlåtande", "Sanna Kokkonen"),
    ]


@pytest.mark.parametrize("verb", [keep_opinion, submit_opinion])
def test_page_of_a_request_names_the_body_beside_all_that_was_done_by_its_link(
    client, staff, consultation, region, verb
):
    row = ask(consultation, staff)
    other = {"answers": replace(FULL, general="Ändrat.")} if verb is submit_opinion else {}
    with region_scope(region):
        save_opinion(opinion_request=row, answers=FULL, opened=1)
        decline_opinion(opinion_request=row, opened=2)
        save_opinion(opinion_request=row, answers=FULL, opened=3)
        submit_opinion(opinion_request=row, answers=FULL, opened=4)
        reopen_opinion(opinion_request=row, opened=5)
        verb(opinion_request=row, opened=6, **other)
    told = client.get(work("request_letter", row, row.pk)).context["page"]["history"]
    assert [entry["who"] for entry in told] == [row.body.name] * 5 + ["Sanna Kokkonen"]


def test_opinion_that_stands_since_time_ran_out_was_kept_by_nobody(client, staff, consultation, region):
    row = ask(consultation, staff)
    with region_scope(region):
        submit_opinion(opinion_request=row, answers=FULL, opened=1)
        reopen_opinion(opinion_request=row, opened=2)
    note_missed(clock.end_of(row.due_on) + dt.timedelta(hours=1))
    newest, *_others = client.get(work("request_letter", row, row.pk)).context["page"]["history"]
    assert (newest["what"], newest["who"]) == (
        "En remissinstans utlåtande gäller så som det lämnades in",
        "systemet",
    )


def test_page_of_a_request_is_late_before_it_is_noted_and_begins_with_the_readers_language(
    client, staff, consultation
):
    row = ask(consultation, staff, letter={**LETTER, "en": "We ask for your view."})
    for day, label in ((row.due_on, "Inbjuden"), (row.due_on + dt.timedelta(days=1), "Försenat")):
        with clock.fixed(clock.start_of(day)):
            page = client.get(work("request_letter", row, row.pk)).context["page"]
        assert page["label"] == label
        assert [text["lang"] for text in page["texts"]] == ["sv", "fi", "en"]
    page = client.get(work("request_letter", row, row.pk, language="fi")).context["page"]
    assert [text["lang"] for text in page["texts"]] == ["fi", "sv", "en"]


def test_history_of_a_request_names_who_asked_changed_and_called_it_off(staff, consultation, region):
    row = ask(consultation, staff)
    with region_scope(region):
        resend_invitation(opinion_request=row, actor=staff)
        change(fresh(row), staff, registry_number="VAL/2")
        call_off_opinion(opinion_request=row, reason="Dubbelt.", actor=staff, opened=3)
        people = [old.history_user for old in fresh(row).history.all()]
    assert people == [staff] * 4


def test_register_number_is_one_short_line_wherever_it_comes_from(staff, consultation):
    row = ask(consultation, staff, registry_number=f" VAL\n/1{'x' * 60}")
    assert fresh(row).registry_number == f"VAL /1{'x' * 34}"
    row = change(row, staff, registry_number=f"VAL\n/2{'x' * 60}")
    assert fresh(row).registry_number == f"VAL /2{'x' * 34}"


def test_spaces_at_the_end_of_a_line_hide_no_new_paragraph(staff, consultation):
    row = ask(consultation, staff, letter={"sv": "Ett  \n \t\nTvå", "fi": "Yksi"})
    assert row.letter == {"sv": "Ett\n\nTvå", "fi": "Yksi"}


@pytest.mark.parametrize(("role", "status"), [("observer", 200), ("secretary", 200), ("producer", 403)])
def test_staff_read_the_request_in_each_language_and_no_other_region_does(
    client, staff, consultation, twin_region, role, status
):
    row = ask(consultation, staff)
    address = work("request_letter", row, row.pk)
    client.force_login(make_user(row.region, role))
    response = client.get(address)
    assert response.status_code == status
    if status == 200:
        for words in (
            "<p>– Fattas något?</p>",
            '<div lang="fi"><p>Pyydämme',
            "Johanna Backström",
            "VAL/1/2027",
        ):
            assert words in response.text
        assert work("request_edit", row, row.pk) + '"' not in response.text
    client.force_login(make_user(twin_region, "administrator"))
    assert client.get(address).status_code in (403, 404)
    foreign = address.replace(f"/{row.region.slug}/", f"/{twin_region.slug}/")
    assert client.get(foreign).status_code == 404


def test_page_of_a_request_costs_the_same_with_more_requests(client, staff, consultation):
    row = ask(consultation, staff)

    def more(number):
        for _ in range(number):
            ask(consultation, staff)

    assert assert_constant_queries(lambda: client.get(work("request_letter", row, row.pk)), more) <= 20
    assert assert_constant_queries(lambda: client.get(work("request_create", row)), more) <= 20


def test_administration_shows_the_letter_as_words_in_each_language_and_no_element_of_it(
    client, staff, consultation
):
    row = ask(consultation, staff, letter={**LETTER, "sv": "Ett <b>brev</b>.\n\nTill er."})
    client.force_login(make_user(row.region, "administrator", is_staff=True, language="sv"))
    page = client.get(reverse("admin:drafting_opinionrequest_change", args=[row.pk])).text
    assert '<strong>Finska</strong><div lang="fi"><p>Pyydämme näkemystänne.</p>' in page
    assert "<p>Ett &lt;b&gt;brev&lt;/b&gt;.</p>" in page
    assert row.code_hash not in page


def test_export_tells_letter_and_position_and_never_the_name(staff, consultation):
    row = ask(consultation, staff)
    with region_scope(row.region):
        [request] = export_project(consultation.draft.promise.project_id)["opinion_requests"]
    assert (request["letter"], request["contact_title"]) == (LETTER, CONTACT.titles)
    for hidden in ("Johanna", "johanna@", "0123"):
        assert hidden not in str(request)


def test_contact_is_found_by_name_and_taken_out_of_rows_and_history(staff, consultation, capsys):
    row, other = ask(consultation, staff), ask(consultation, staff, contact=Contact(name="Eva", phone="06"))
    call_command("find_person", "backström", "johanna")
    assert "Johanna Backström" in capsys.readouterr().out
    with region_scope(row.region):
        assert erase_contact(" JOHANNA@example.fi ") == 1
        assert erase_contact("johanna@example.fi") == 0
        assert [contact_of(old) for old in fresh(row).history.all()] == [TAKEN_OUT, TAKEN_OUT]
    assert (contact_of(fresh(row)), fresh(other).contact_name) == (TAKEN_OUT, "Eva")
    assert fresh(row).letter == LETTER
    call_command("find_person", "backström", "johanna")
    assert "Johanna Backström" not in capsys.readouterr().out
