"""Drawn cards are kept by what they say: nothing that changed is ever shown as it was."""

import datetime as dt

from django.template import Context, Template
from django.utils import translation

from servicelofte.common import clock
from servicelofte.common.templatetags.ui import fingerprint

CARD = {"name": "Tillgång", "cells": [{"goal": "Svar samma dag", "meta": [{"text": "3 kommentarer"}]}]}
DRAWN = Template(
    "{% load cache ui words %}{% cache 60 test card|fingerprint %}{{ card.day|day }} {{ card.text }}{% endcache %}"
)


def test_same_card_has_the_same_fingerprint_whatever_the_order_of_its_keys():
    assert fingerprint(CARD) == fingerprint(dict(reversed(CARD.items())))


def test_every_word_at_any_depth_counts():
    changed = {**CARD, "cells": [{"goal": "Svar samma dag", "meta": [{"text": "4 kommentarer"}]}]}
    assert fingerprint(changed) != fingerprint(CARD)


def test_language_of_the_page_counts():
    with translation.override("sv"):
        swedish = fingerprint(CARD)
    with translation.override("fi"):
        assert fingerprint(CARD) != swedish


def test_day_counts_since_days_of_the_present_year_are_written_without_it(monkeypatch):
    card = {"day": dt.date(2026, 12, 31), "text": "Hej"}
    drawn = []
    for today in (dt.date(2026, 12, 31), dt.date(2027, 1, 1)):
        monkeypatch.setattr(clock, "today", lambda today=today: today)
        with translation.override("sv"):
            drawn.append(DRAWN.render(Context({"card": card})))
    assert ["2026" in text for text in drawn] == [False, True]
