"""Events with residents as a calendar file (iCalendar, RFC 5545), which telephones and calendars take in."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import pgettext
from icalendar import Calendar, Event
from icalendar.prop import vText

from participation.models import ParticipationEvent
from participation.queries.events import event_card
from servicelofte.common import clock
from servicelofte.common.languages import page_language

PRODUCT = "-//Servicelöfte//Servicelöfte//SV"


def events_calendar(
    rows: Iterable[ParticipationEvent], *, name: str, absolute: Callable[[str], str]
) -> bytes:
    """Return the events as one calendar in the page's language, called `name`; no query.

    Clock times are written in UTC, so that every calendar shows them right. `absolute` makes a whole address of a path.
    The key of an event stays the same, and its number grows with each change: who takes the file in again is told what
    was changed or called off.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for row in rows:
        calendar.add_component(_event(row, absolute))
    return bytes(calendar.to_ical())


def _event(row: ParticipationEvent, absolute: Callable[[str], str]) -> Event:
    card = event_card(row)
    url = absolute(card["url"])
    event = Event()
    event.add("uid", f"event-{row.pk}@{url.split('/')[2]}")
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("sequence", row.version)
    event.add("status", "CANCELLED" if card["is_off"] else "CONFIRMED")
    event.add("dtstart", _start(row))
    if row.begins and row.ends:
        event.add("dtend", _utc(row.day, row.ends))
    event.add("summary", _summary(card))
    if card["place"] or card["link"]:
        event.add("location", _text(card["place"] or card["link"], card["place_lang"]))
    words = "\n\n".join(card[part] for part in ("about", "sign_up", "access") if card[part])
    event.add("description", "\n\n".join(part for part in (words, card["link"], url) if part))
    event.add("url", url)
    return event


def _summary(card: dict[str, Any]) -> Any:
    """Return the title; it says itself that the event was called off, since not every calendar shows the status."""
    if not card["is_off"]:
        return _text(card["title"], card["title_lang"])
    return vText(f"{pgettext('event', 'Called off')}: {card['title']}")


def _start(row: ParticipationEvent) -> dt.date | dt.datetime:
    return _utc(row.day, row.begins) if row.begins else row.day


def _utc(day: dt.date, at: dt.time) -> dt.datetime:
    return clock.moment_of(day, at).astimezone(dt.UTC)


def _text(words: str, language: str) -> Any:
    """Return words that name their language where it is not the page's."""
    text = vText(words)
    if language and language != page_language():
        text.params["LANGUAGE"] = language
    return text
