"""Where words stand, over every text of every table: what is asked when a person wants to know what is kept of them.

It asks the models what texts they hold, so that no app can forget to tell: history, ledger and outbox included.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, Field, FileField, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst

from servicelofte.common.models import SignInNote
from servicelofte.common.text import one_line

EXCERPT = 160
# Signed and packed, ended by itself, and no place where anybody writes a name.
LEFT_OUT = (Session, SignInNote)
_TEXTS = (CharField, FileField, JSONField, TextField)


@dataclass(frozen=True)
class Trace:
    """A text that holds the words: in which table, row and field, of which region (id), with what stands around."""

    table: str
    what: str
    key: str
    region: int | None
    field: str
    excerpt: str


def traces_of(*, words: str, region: int | None = None) -> Iterator[Trace]:
    """Find each text that holds all of `words`, in any order and case; in one region (id), else in all tables.

    For the operator, who answers for all of them: it works without a scope.
    """
    wanted = one_line(words).split()
    if not wanted:
        return
    for model in apps.get_models():
        if not model._meta.proxy and model._meta.managed and model not in LEFT_OUT:
            yield from _traces_in(model, wanted, region)


def _traces_in(model: type[Model], wanted: list[str], region: int | None) -> Iterator[Trace]:
    fields = {field.name: field for field in model._meta.local_fields}
    # Not by a manager: those of a region's rows and of translated models answer for less than the table holds.
    rows: QuerySet[Model] = QuerySet(model=model)
    if region is not None:
        if "region" not in fields:
            return
        rows = rows.filter(region=region)
    for field in fields.values():
        if isinstance(field, _TEXTS) and not field.choices:
            for row in rows.annotate(_text=_as_text(field)).filter(_holds(field, wanted)).order_by("pk"):
                yield _trace(row, field, wanted)


def _as_text(field: Field) -> Cast | F:
    return Cast(field.name, TextField()) if isinstance(field, JSONField) else F(field.name)


def _holds(field: Field, wanted: list[str]) -> Q:
    return reduce(and_, (_holds_one(field, word) for word in wanted))


def _holds_one(field: Field, word: str) -> Q:
    # SQLite knows small and capital letters of English only, and keeps ä in JSON as \u00e4.
    forms = {word, word.lower(), word.upper(), word.capitalize(), word.title()}
    if isinstance(field, JSONField):
        forms |= {json.dumps(form)[1:-1] for form in forms}
    return reduce(or_, (Q(_text__icontains=form) for form in sorted(forms)))


def _trace(row: Model, field: Field, wanted: list[str]) -> Trace:
    value = getattr(row, field.attname)
    text = one_line(json.dumps(value, ensure_ascii=False) if isinstance(field, JSONField) else str(value))
    begin = max(0, text.lower().find(wanted[0].lower()) - EXCERPT // 4)
    return Trace(
        table=row._meta.db_table,
        what=capfirst(str(row._meta.verbose_name)),
        key=str(row.pk),
        region=getattr(row, "region_id", None),
        field=str(field.verbose_name),
        excerpt=text[begin : begin + EXCERPT],
    )
