"""The versions that a proposal names are found in the orders of words of three languages, and nothing else is."""

import pytest

from decisions.queries.mentions import versions_named


@pytest.mark.parametrize(
    "text",
    [
        "Godkänna löftet enligt version 2.",
        "Godkänna versionen 2 av löftet",
        "Godkänna Version 2, som bifogas",
        "godkänna löftesversion 2",
        "godkänna version nr 2",
        "godkänna version nr. 2",
        "godkänna version nummer 2",
        "godkänna versionen (nr 2)",
        "godkänna version **2** av löftet",
        "godkänna version 2:s text",
        "godkänna den 2:a versionen av löftet",
        "godkänna version\xa02",
        "Hyväksyä versio 2.",
        "Hyväksyä lupauksen version 2 mukaisena",
        "Hyväksyä lupaus versiossa 2",
        "Hyväksyä lupausversio 2",
        "Hyväksyä version 2:n sanat",
        "Hyväksyä versio nro 2",
        "Hyväksyä versio n:o 2",
        "Hyväksyä versio numero 2",
        "Hyväksyä lupauksen 2. versio",
        "Hyväksyä lupauksen 2. version mukaisena",
        "1. Hyväksyä lupauksen 2. versio",
        "Approve version 2 of the promise",
        "Approve version no. 2",
        "Approve version number 2",
        "Approve the 2nd version",
        "Approve version #2",
        "1. Version 2 godkänns",
        "1. version 2 godkänns",
        "Enligt punkt 1. version 2 av löftet",
    ],
)
def test_version_is_found_however_it_is_named(text):
    assert versions_named(text) == [2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Godkänna löftet i den version som bifogas.",
        "1. Versionen godkänns",
        "2. versio hyväksytään",
        "12. versio hyväksytään",
        "enligt § 2. Versionen godkänns",
        "enligt § 2. versionen godkänns",
        "vuoden 2026 versio",
        "31.12. versio",
        "handbokens version 2026",
        "programmets version 2.1",
        "versio 1.6.2026",
        "Godkänna version A. 2 personer deltog.",
        "konversion 2, conversion 2",
        "version som 2 personer skrev",
    ],
)
def test_what_is_no_version_of_a_promise_is_not_taken_for_one(text):
    assert versions_named(text) == []


def test_each_version_is_named_once_in_the_order_of_the_text():
    text = "Hyväksyä 3. versio, joka korvaa version 1. Versiossa 3 on uusi ydin, version 2 jäi pois."
    assert versions_named(text) == [3, 1, 2]
