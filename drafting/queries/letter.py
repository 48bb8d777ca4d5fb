"""The letter of a request for an opinion as it is read, and what a new one begins with."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Region, User
from drafting.enums import OPEN_STATES
from drafting.models import Consultation, OpinionRequest
from drafting.queries.bodies import body_name
from servicelofte.common.languages import language_name, nearest

# What a request says to its body, beside its own number in the register.
SAID = ("due_on", "letter", "contact_name", "contact_title", "contact_email", "contact_phone")


def letter_draft(region: Region, language: str) -> str:
    """Return the words that a letter begins with in `language` (sv, fi, en), for the official to go on from.

    The region's name stands as the subject of its sentence, so that no language has to inflect it.
    """
    with translation.override(language):
        paragraphs = (
            _(
                "%(region)s is preparing a service promise to its residents. The draft says what residents can expect "
                "of the services."
            )
            % {"region": region.name},
            _(
                "We ask you to read the draft and to say what you think of its goals and promises. Answer on the parts "
                "that concern you."
            ),
            "\n".join(
                (
                    _("We would like to know in particular:"),
                    _("– Do the goals meet the needs of those whom you speak for?"),
                    _("– Is anything unclear, missing or needless?"),
                    _("– What is the most important thing to follow up, so that the promise is kept?"),
                )
            ),
            _("We go through every opinion, answer it with our reasons and tell what it led to."),
        )
        return "\n\n".join(paragraphs)


def letter_to_begin_with(consultation: Consultation, actor: User) -> dict[str, Any]:
    """Return what the form of a new request begins with, by the names of its fields: letter, contact and register
    number of the newest request of the same comment period that has a letter, else the draft with `actor` to contact.
    One query.
    """
    before = consultation.requests.exclude(letter={}).order_by("-pk").first()
    if before:
        return {"registry_number": before.registry_number, **letter_to_change(before)}
    region = consultation.region
    return {
        **{f"letter_{code}": letter_draft(region, code) for code in region.interface_languages},
        "contact_name": actor.name,
        "contact_email": actor.email,
    }


def letter_to_change(row: OpinionRequest) -> dict[str, Any]:
    """Return what the form of a request begins with, by the names of its fields: letter and contact as they stand."""
    by_language = {
        f"{name}_{code}": words
        for name, said in (("letter", row.letter), ("contact_title", row.contact_title))
        for code, words in said.items()
    }
    contact = {name: getattr(row, name) for name in ("contact_name", "contact_email", "contact_phone")}
    return {**by_language, **contact}


def is_alike(row: OpinionRequest, other: OpinionRequest) -> bool:
    """Tell whether an open request says the same as another of its consultation: last day, letter and contact person.
    One query when its opinion is not loaded.
    """
    return (
        row.consultation_id == other.consultation_id
        and row.state in OPEN_STATES
        and all(getattr(row, name) == getattr(other, name) for name in SAID)
        and not hasattr(row, "opinion")
    )


def alike_requests(row: OpinionRequest) -> list[OpinionRequest]:
    """Return the other open requests of the same consultation that say the same as this one, by the body's name in the
    page's language; one query, and none of them where the opinion of this one is in.
    """
    if hasattr(row, "opinion"):
        return []
    rows = OpinionRequest.objects.filter(consultation=row.consultation_id, due_on=row.due_on)
    others = rows.exclude(pk=row.pk).select_related("body", "opinion")
    alike = [other for other in others if is_alike(other, row)]
    return sorted(alike, key=lambda other: str(body_name(other.body).text))


def letter_view(row: OpinionRequest, language: str = "") -> dict[str, Any]:
    """Return the letter in `language` (default: the page's) or the nearest, as {text, lang}, with `number` in the
    register and `contact`: {name, title, title_lang, email, phone}, None where nobody is named.
    """
    text, lang = nearest(row.letter, language)
    title, title_lang = nearest(row.contact_title, language)
    contact = {
        "name": row.contact_name,
        "title": title,
        "title_lang": title_lang,
        "email": row.contact_email,
        "phone": row.contact_phone,
    }
    return {
        "text": text,
        "lang": lang,
        "number": row.registry_number,
        "contact": contact if row.contact_name else None,
    }


def letter_texts(row: OpinionRequest, languages: Iterable[str]) -> list[dict[str, str]]:
    """Return the letter in each language that it has, `languages` first: {lang, name of the language, text}."""
    codes = [code for code in dict.fromkeys((*languages, *row.letter)) if row.letter.get(code)]
    return [{"lang": code, "name": language_name(code), "text": row.letter[code]} for code in codes]
