"""The filters that every template has."""

import pytest
from django.template import Context, Template
from django.template.defaulttags import register as tags
from django.template.library import import_library
from django.utils import translation

from servicelofte.common.fields import in_language
from servicelofte.common.templatetags.words import register


@pytest.mark.parametrize(
    ("page", "names"),
    [("sv", ["svenska", "finska"]), ("fi", ["ruotsi", "suomi"]), ("en", ["Swedish", "Finnish"])],
)
def test_language_is_named_in_a_sentence_in_the_language_of_the_page(page, names):
    template = Template("{% load i18n %}{{ code|name_of_language }}")
    with translation.override(page):
        assert [template.render(Context({"code": code})) for code in ("sv", "fi")] == names


@pytest.mark.parametrize("library", ["i18n", "l10n", "static", "tz", "cache"])
def test_no_filter_of_ours_is_replaced_by_one_that_a_template_loads(library):
    loaded = import_library(f"django.templatetags.{library}")
    assert set(register.filters) & set(loaded.filters) == set()
    assert set(register.tags) & {*loaded.tags, *tags.tags} == set()


@pytest.mark.parametrize(("page", "name"), [("sv", "finska"), ("fi", "suomi"), ("en", "Finnish")])
def test_label_of_a_field_names_its_language_as_the_page_does(page, name):
    with translation.override(page):
        assert in_language("Titel", "fi", ["sv", "fi"]) == f"Titel ({name})"
        assert in_language("Titel", "fi", ["fi"]) == "Titel"


def test_address_may_break_where_a_reader_would_and_holds_no_element():
    template = Template("{{ to|address }}")
    assert template.render(Context({"to": "eva.ek@example.fi"})) == "eva.<wbr>ek@<wbr>example.<wbr>fi"
    assert "<b>" not in template.render(Context({"to": "<b>@example.fi"}))
    assert template.render(Context({"to": None})) == ""
