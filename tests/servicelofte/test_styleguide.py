"""The style guide shows every component, in every language and layout, and asks for nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.utils import translation

from servicelofte.common.templatetags.ui import error_links, labelled
from servicelofte.styleguide import ERROR_PAGES, sample_errors

COMPONENTS = sorted(path.name for path in Path(settings.BASE_DIR, "templates/components").glob("*.html"))
PARTS = Path(settings.BASE_DIR, "templates")

pytestmark = pytest.mark.django_db


def test_styleguide_renders_every_component(client: Client) -> None:
    response = client.get("/styleguide/")
    shown = {template.name for template in response.templates if template.name}
    assert [name for name in COMPONENTS if f"components/{name}" not in shown] == []


def test_styleguide_names_every_component(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    named = re.findall(r'<section class="styleguide-part" id="([a-z_]+)"', page)
    assert sorted(f"{name}.html" for name in named) == COMPONENTS


def test_readme_lists_every_component() -> None:
    listed = re.findall(
        r"^\| `([a-z_]+)`", (PARTS / "components/README.md").read_text(encoding="utf-8"), re.M
    )
    assert sorted(f"{name}.html" for name in listed) == COMPONENTS


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("layout", ["public", "workspace"])
def test_styleguide_follows_language_and_layout(client: Client, language: str, layout: str) -> None:
    page = client.get("/styleguide/", {"lang": language, "layout": layout}).content.decode()
    assert f'<html lang="{language}">' in page
    assert f'<body class="{layout}">' in page


def test_styleguide_shows_every_error_page(client: Client) -> None:
    pages = {path.stem for path in PARTS.glob("[45]*.html")}
    assert set(ERROR_PAGES) == pages
    guide = client.get("/styleguide/").content.decode()
    assert {number for number in pages if f'href="?page={number}"' not in guide} == set()


@pytest.mark.parametrize("number", ERROR_PAGES)
def test_error_page_has_one_heading_and_a_title(client: Client, number: str) -> None:
    page = client.get("/styleguide/", {"page": number}).content.decode()
    assert page.count("<h1") == 1
    assert re.search(r"<title>\s*\S", page)


def test_styleguide_has_no_inline_style_script_or_foreign_address(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert re.findall(r"<[^>]+\s(?:style|on[a-z]+)=", page) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page) == []
    assert re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="(?:https?:)?//', page) == []


def test_styleguide_ids_are_unique(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/styleguide/").content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_layout_links_only_files_that_exist() -> None:
    names = re.findall(r'{% static "([^"]+)" %}', (PARTS / "base.html").read_text(encoding="utf-8"))
    assert names
    assert [name for name in names if finders.find(name) is None] == []


def test_stylesheets_name_only_files_that_exist() -> None:
    sheets = Path(settings.BASE_DIR, "static/css").glob("*.css")
    named = [
        (sheet, found)
        for sheet in sheets
        for found in re.findall(r'url\("(?!data:)([^"]+)"\)', sheet.read_text())
    ]
    missing = [f"{sheet.name}: {found}" for sheet, found in named if not (sheet.parent / found).is_file()]
    assert named
    assert missing == []


def test_error_links_lead_to_the_first_control_of_each_field() -> None:
    with translation.override("en"):
        assert error_links(sample_errors()) == [
            {"message": "Write what you think; a few words are enough.", "target": "error_words"},
            {"message": "Choose one of the three.", "target": "error_stance_0"},
        ]


def test_error_that_several_fields_have_names_its_field() -> None:
    class Names(forms.Form):
        first = forms.CharField(label="First")
        last = forms.CharField(label="Last")

    with translation.override("en"):
        assert [link["message"] for link in error_links(Names({}))] == [
            "First: This field is required.",
            "Last: This field is required.",
        ]
        assert [link["message"] for link in error_links(Names({"last": "x"}))] == ["This field is required."]


def test_field_with_error_is_described_by_it(client: Client) -> None:
    page = client.get("/styleguide/", {"lang": "en"}).content.decode()
    control = re.search(r'<textarea[^>]+id="error_words"[^>]*>', page)
    assert control is not None
    assert 'aria-invalid="true"' in control[0]
    assert 'aria-describedby="error_words_helptext error_words_error"' in control[0]
    assert 'id="error_words_error"' in page


def test_labelled_carries_heading_and_alignment_to_each_cell() -> None:
    assert labelled([{"text": "Norrby"}, "48 000"], ["Place", {"text": "Cost", "number": True}]) == [
        {"text": "Norrby", "label": "Place", "number": False},
        {"text": "48 000", "label": "Cost", "number": True},
    ]


def test_component_shows_its_inside_and_hides_the_page() -> None:
    source = '{% load ui %}{% component "card" title=name %}<p>{{ name }}</p>{% endcomponent %}'
    html = Template(source).render(Context({"name": "A & B", "action": {"label": "Leak", "url": "/"}}))
    assert "<p>A &amp; B</p>" in html
    assert "Leak" not in html


@pytest.mark.parametrize(
    "source", ["{% component %}{% endcomponent %}", '{% component "card" loose %}{% endcomponent %}']
)
def test_component_refuses_what_is_not_a_keyword(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}" + source)
