"""Template tags for the shared components: slots, and the links of an error summary."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from servicelofte.common import clock
from servicelofte.common.languages import page_language

register = template.Library()


class ComponentNode(template.Node):
    """Renders `components/<name>.html` with the keywords given and what stands between the tags as `slot`."""

    def __init__(
        self, name: FilterExpression, values: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return the component; it sees only its keywords, `slot` and the CSRF token of the page."""
        engine = context.template.engine if context.template else template.Engine.get_default()
        chosen = engine.get_template(f"components/{self.name.resolve(context)}.html")
        values = {key: value.resolve(context) for key, value in self.values.items()}
        values["slot"] = self.nodelist.render(context)
        values["csrf_token"] = context.get("csrf_token")
        return chosen.render(context.new(values))


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """`{% component "card" title=title %}…{% endcomponent %}`: a component with markup of the page inside it."""
    bits = token.split_contents()[1:]
    if not bits:
        raise template.TemplateSyntaxError("component needs the name of a component")
    name = parser.compile_filter(bits.pop(0))
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"component takes keywords only, not {bits[0]}")
    nodelist = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(name, values, nodelist)


@register.filter
def error_links(form: BaseForm | BaseFormSet) -> list[dict[str, str]]:
    """Return the errors of a form or formset as `{message, target}`, in the order of the fields.

    `target` is the id of the first control of the field, without `#`; it is empty for an error of the whole form.
    A message that several fields have tells which field it is about.
    """
    if not isinstance(form, BaseForm):
        whole = [{"message": str(error), "target": ""} for error in form.non_form_errors()]
        return whole + [link for each in form for link in error_links(each)]
    links = [{"message": str(error), "target": ""} for error in form.non_field_errors()]
    found = [(field, str(error)) for field in form for error in field.errors]
    often = Counter(message for _field, message in found)
    for field, message in found:
        words = f"{field.label}: {message}" if often[message] > 1 else message
        links.append({"message": words, "target": _first_control(field)})
    return links


def _first_control(field: BoundField) -> str:
    if field.use_fieldset and field.auto_id:
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


@register.filter
def labelled(row: Iterable[Any], headings: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the cells of a table row, each a mapping that carries the text and alignment of its heading.

    A cell is a mapping as in `components/table.html`, or its bare text.
    """
    cells = []
    for value, heading in zip(row, headings, strict=False):
        head = heading if isinstance(heading, dict) else {"text": heading}
        cell = value if isinstance(value, dict) else {"text": value}
        cells.append({"number": head.get("number", False), **cell, "label": head["text"]})
    return cells


@register.filter
def fingerprint(card: dict[str, Any]) -> str:
    """Return what `{% cache %}` keeps a drawn card under: all that the card says, the page's language and the day.

    A card is a mapping of texts, numbers, dates and further such mappings, as components take them. The same card
    gives the same drawing, so that what is kept is never out of date.
    """
    said = json.dumps([card, page_language(), clock.today()], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
