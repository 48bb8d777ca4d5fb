"""The letter that goes with a request for an opinion, and the person whom a body may ask; taking that person out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from drafting.models import OpinionRequest
from servicelofte.common.concurrency import save_versioned
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import INTERFACE
from servicelofte.common.rows import need_each
from servicelofte.common.text import one_line, plain

NO_LETTER = _("Write the letter.")


@dataclass(frozen=True)
class Contact:
    """Who answers a body's questions: `titles` by language (sv, fi, en), and an e-mail address or a telephone."""

    name: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    email: str = ""
    phone: str = ""


def letter_in_each(*, region: Region, words: Mapping[str, str]) -> dict[str, str]:
    """Return a letter, words by language (sv, fi, en), as it is kept: plain, without the languages that have none.

    Raises DomainError when there are words but none in one of the languages that the region must write in.
    """
    letter = {code: text for code in INTERFACE if (text := _tidy(words.get(code, "")))}
    if letter:
        need_each({f"letter_{code}": letter.get(code) for code in region.languages}, NO_LETTER)
    return letter


def write_letter(*, row: OpinionRequest, words: Mapping[str, str]) -> bool:
    """Put the letter, words by language (sv, fi, en), into a request that the caller saves; tells whether it changed.
    A language that `words` does not name keeps what it had.

    Raises DomainError as letter_in_each does, or when the words change what a body has answered.
    """
    letter = letter_in_each(region=row.region, words={**row.letter, **words})
    if letter == row.letter:
        return False
    if hasattr(row, "opinion"):
        raise DomainError(_("The opinion has been received, so the letter stays as the body read it."))
    row.letter = letter
    return True


def _tidy(text: str) -> str:
    """Return the text without spaces at the ends of lines, where they would hide that a line is empty."""
    return "\n".join(line.rstrip() for line in plain(text).split("\n"))


def check_contact(contact: Contact) -> None:
    """Raise DomainError for a contact person without a name, or whom neither e-mail nor telephone reaches."""
    has_way = bool(contact.email or contact.phone)
    if contact.name and not has_way:
        raise DomainError(
            _("Write the e-mail or the telephone of the contact person."),
            field="contact_email",
            also=["contact_phone"],
        )
    if not contact.name and (has_way or any(contact.titles.values())):
        raise DomainError(_("Write who the contact person is."), field="contact_name")


def contact_fields(contact: Contact) -> dict[str, Any]:
    """Return a contact person as a request keeps it, {field: value}; all are empty where nobody is named.

    Raises DomainError as check_contact does.
    """
    contact = Contact(
        name=one_line(contact.name),
        titles={code: one_line(title or "") for code, title in contact.titles.items()},
        email=one_line(contact.email).lower(),
        phone=one_line(contact.phone),
    )
    check_contact(contact)
    return {
        "contact_name": contact.name,
        "contact_title": {code: contact.titles[code] for code in INTERFACE if contact.titles.get(code)},
        "contact_email": contact.email,
        "contact_phone": contact.phone,
    }


def write_contact(*, row: OpinionRequest, contact: Contact) -> bool:
    """Put the contact person into a request that the caller saves; tells whether anything changed. A title in a
    language that `contact` does not name stays. Raises DomainError as check_contact does.
    """
    if contact.name:
        contact = replace(contact, titles={**row.contact_title, **contact.titles})
    values = contact_fields(contact)
    changed = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return changed


@transaction.atomic
def erase_contact(email: str) -> int:
    """Take a person out as contact of requests, their history included; returns how many requests named them.

    The letters stay as they were sent: what `manage.py find_person` finds in them is for the region to judge.
    """
    nobody = contact_fields(Contact())
    named = {"contact_email__iexact": email.strip()}
    rows = list(OpinionRequest.objects.select_for_update(no_key=True).filter(**named))
    for row in rows:
        for name, value in nobody.items():
            setattr(row, name, value)
        save_versioned(row, expected=row.version)
    OpinionRequest.history.filter(**named).update(**nobody)
    return len(rows)
