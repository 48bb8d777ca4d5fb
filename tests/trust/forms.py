"""The forms of the house as a browser finds them on its pages, filled in as a person would fill them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import quote_plus, urljoin, urlsplit

from django.test import Client
from lxml import html

from servicelofte.common import clock

URLENCODED = "application/x-www-form-urlencoded"
_TYPED = {
    "number": "1",
    "email": "prov@example.fi",
    "password": "ett-langt-losenord",
    "url": "https://example.fi/",
}


@dataclass(frozen=True)
class Field:
    """A field as found: its `kind` (input type, textarea or select), what it holds, and what it offers."""

    name: str
    kind: str
    values: tuple[str, ...]
    offered: tuple[str, ...] = ()

    @property
    def is_written(self) -> bool:
        """Tell whether a person writes into it, rather than choosing."""
        return self.kind not in ("hidden", "select", "radio", "checkbox", "submit", "button")

    @property
    def is_key(self) -> bool:
        """Tell whether it holds or offers keys of rows."""
        if self.is_written or _NO_KEY.fullmatch(self.name):
            return False
        return any(_KEY.fullmatch(value) for value in (*self.values, *self.offered))


# The version that a form was opened at or a text was seen in, and switches: numbers that lead to no row.
_NO_KEY = re.compile(r"(.*-)?opened_version|seen_.*|on|done")
_KEY = re.compile(r"\d+(:\d+)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Form:
    """A POST form of a page: the address it is sent to and its fields by name."""

    page: str
    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def values(self) -> dict[str, list[str]]:
        """Return what a person who fills in everything would send."""
        return {name: list(each.values) for name, each in self.fields.items()}


def forms_of(page: str, content: bytes) -> list[Form]:
    """Return the POST forms of a page (its address and bytes), also as the language switch outside them sends them."""
    found = []
    root = html.fromstring(content)
    for node in root.iter("form"):
        if (node.get("method") or "get").lower() == "post":
            fields = dict(_fields(node))
            found.append(Form(page, _address(page, node.get("action")), fields))
            found += [_switched(page, fields, button) for button in _switches(root, node.get("id"))]
    return found


def _address(page: str, action: str | None) -> str:
    parts = urlsplit(urljoin(page, action or ""))
    return f"{parts.path}?{parts.query}".rstrip("?")


def _switches(root: html.HtmlElement, form: str | None) -> list[html.HtmlElement]:
    """Return the first of the buttons elsewhere on the page that send the form with this id to another language."""
    buttons = root.xpath("//button[@form=$form and @name and not(@aria-current)]", form=form) if form else []
    return buttons[:1]


def _switched(page: str, fields: dict[str, Field], button: html.HtmlElement) -> Form:
    name = button.get("name")
    pressed = Field(name, "submit", (button.get("value", ""),))
    return Form(page, _address(page, button.get("formaction")), {**fields, name: pressed})


def _fields(node: html.HtmlElement) -> Iterator[tuple[str, Field]]:
    made: dict[str, Field] = {}
    for each in node.iter("input", "textarea", "select", "button"):
        name = each.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        new = _field(name, each)
        before = made.get(name)
        made[name] = (
            replace(
                before,
                values=before.values or new.values,
                offered=(*before.offered, *new.offered),
            )
            if before
            else new
        )
    yield from made.items()


def _field(name: str, node: html.HtmlElement) -> Field:
    if node.tag == "select":
        offered = tuple(option.get("value", "") for option in node.iter("option"))
        chosen = [option.get("value", "") for option in node.iter("option") if "selected" in option.attrib]
        first = next((value for value in offered if value), "")
        return Field(name, "select", tuple(value for value in chosen if value) or (first,), offered)
    kind = "textarea" if node.tag == "textarea" else (node.get("type") or "text").lower()
    held = (node.text or "").strip() if node.tag == "textarea" else node.get("value", "")
    if kind in ("radio", "checkbox"):
        return Field(name, kind, (held or "on",), (held or "on",))
    if kind == "date":
        held = held or clock.today().isoformat()
    if kind not in ("hidden", "submit", "button"):
        held = held or _TYPED.get(kind, "Ord" if name != "website" else "")
    return Field(name, kind, (held,))


def encode(values: Iterable[tuple[str, str]]) -> bytes:
    """Return a urlencoded body; lone surrogates and all, as a hostile sender writes it."""
    pairs = (f"{_quote(name)}={_quote(value)}" for name, value in values)
    return "&".join(pairs).encode()


def _quote(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def send(client: Client, address: str, values: dict[str, list[str]]) -> int:
    """Post these values as a browser would and return the status."""
    body = encode((name, value) for name, given in values.items() for value in given)
    return int(client.post(address, body, content_type=URLENCODED).status_code)
