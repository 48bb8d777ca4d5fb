"""Admin classes that stay inside the administrator's regions. Domain models are read-only here: changes pass
by the domain.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from servicelofte.common.concurrency import CONFLICT, save_versioned
from servicelofte.common.formatting import full_day, moment
from servicelofte.common.forms import strip_hostile
from servicelofte.common.languages import Language, language_name
from servicelofte.common.models import WordsField
from servicelofte.common.text import one_line

SAFE = ("GET", "HEAD")


class _ChangeWords(HistoricalRecordContextHelper):
    """What changed between two versions, as people read it: labels for keys, days and yes or no in words."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """Return the words for a value of the changed field."""
        field = self.model._meta.get_field(change.field)
        value = super().prepare_delta_change_value(change, value)
        if value is None or value == "":
            return "–"
        if getattr(field, "choices", None):
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, WordsField):
            return "; ".join(f"{language_name(code)}: {text}" for code, text in _in_order(value)) or "–"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, datetime):
            return moment(value)
        return full_day(value) if isinstance(value, date) else value


def _said_icon(value: bool | None) -> SafeString:
    """Return Django's mark for yes, no or unknown, called so in the page's language: it has "True" there."""
    icon, words = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Not known"))}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{icon}.svg"), words)


def _in_order(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (language, words) in the order of the languages, others last: each database keeps JSON in another."""
    places = {code: place for place, code in enumerate(Language.values)}
    return sorted(words.items(), key=lambda row: places.get(row[0], len(places)))


def said_by_language(words: Mapping[str, str]) -> SafeString:
    """Return words by language as paragraphs below the language's name, a dash for none."""
    rows = [
        (language_name(code).capitalize(), code, SafeString(linebreaks(text, autoescape=True)))
        for code, text in _in_order(words)
    ]
    return (
        format_html_join("", '<strong>{}</strong><div lang="{}">{}</div>', rows) if rows else SafeString("–")
    )


def _read_words(field: WordsField) -> Callable[[Any], SafeString]:
    """Return how a row's words by language are shown in the place of their field."""

    @admin.display(description=field.verbose_name)
    def words(row: Any) -> SafeString:
        return said_by_language(getattr(row, field.attname))

    return words


# Lists, forms and read-only fields all ask this one function, which has no setting.
admin_list._boolean_icon = _said_icon


class NamedKindFilter(admin.AllValuesFieldListFilter):
    """Filter by the kinds that occur, called as their column calls them (`name_of_kind` of the admin class)."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Yield the choices with names instead of keys."""
        everything, *kinds = super().choices(changelist)
        yield everything
        for choice, kind in zip(kinds, self.lookup_choices, strict=True):
            named = str(choice["display"]).replace(kind, changelist.model_admin.name_of_kind(kind), 1)
            yield {**choice, "display": named}


class NamedKindMixin(admin.ModelAdmin):
    """Rows whose `kind` is a key of the registry: shown by its name, in the list, its filter and on the page."""

    def name_of_kind(self, kind: str) -> str:
        """Return what a kind is called."""
        raise NotImplementedError

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, row: Any) -> str:
        """Return what the row's kind is called."""
        return self.name_of_kind(row.kind)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the name in place of the key."""
        return ["kind_name" if name == "kind" else name for name in super().get_fields(request, obj)]


class _PlainDecoder(json.JSONDecoder):
    """Reads JSON with its words cleaned: an escape in it can make half a character, which no page could show."""

    def decode(self, text: str, *rest: Any) -> Any:
        return _cleaned(super().decode(text, *rest))


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {one_line(key): _cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return one_line(value) if isinstance(value, str) else value


class PlainTextMixin:
    """Words that are written in the admin are cleaned as everywhere: residents read them too."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field; one for words takes out what turns or breaks the line, a link without a scheme is https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.JSONField):
            field.decoder = _PlainDecoder
        elif isinstance(field, forms.CharField):
            strip_hostile(field)
        return field


class HouseAdmin(PlainTextMixin, admin.ModelAdmin):
    """What all our classes keep to. A list is asked only by what it shows: by its beginnings a hidden value, as that of
    a password, could be guessed.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Tell whether the address of the list may ask so."""
        filters = (named if isinstance(named, str) else named[0] for named in self.list_filter)
        shown = {self.model._meta.pk.name, self.date_hierarchy, *self.list_display, *filters}
        return lookup.split(LOOKUP_SEP)[0] in shown and super().lookup_allowed(lookup, value, request)


class RegionAdmin(HouseAdmin, SimpleHistoryAdmin):
    """Admin of a region's rows: the scope set for /admin/ limits lists, look-ups, actions and history."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show history only of a row inside the administrator's regions; 404 otherwise."""
        self._require_row(request, object_id)
        if not hasattr(self.model._meta, "simple_history_manager_attribute"):
            return admin.ModelAdmin.history_view(self, request, object_id, extra_context)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show one version only of a row inside the administrator's regions; 404 otherwise.

        It is looked at and never put back: a form that is sent to it would be written past every rule (405).
        """
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        self._require_row(request, object_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Any:
        """Tell changes in words."""
        return _ChangeWords(self.model, historical_record)

    def _require_row(self, request: HttpRequest, object_id: str) -> None:
        field = self.model._meta.pk
        try:
            exists = self.get_queryset(request).filter(pk=field.to_python(object_id)).exists()
        except (ValueError, TypeError, ValidationError) as error:
            raise Http404 from error
        if not exists:
            raise Http404

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only rows of the regions in scope."""
        kwargs.setdefault("queryset", db_field.remote_field.model._default_manager.all())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyAdmin(RegionAdmin):
    """Looks, never changes. Words by language stand as words below the languages' names."""

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        fields = (field for field in model._meta.fields if isinstance(field, WordsField))
        self._words = {field.name: _read_words(field) for field in fields}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is shown: the fields named, else all that a form would have."""
        as_field = partial(self.formfield_for_dbfield, request=request)
        named = self.fields or forms.fields_for_model(self.model, formfield_callback=as_field)
        return [self._words.get(name, name) for name in (*named, *self.readonly_fields)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return all that is shown: on the page of a version in the history nothing else says that it is only read."""
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


class VersionedAdminMixin(admin.ModelAdmin):
    """Two editors in the admin: the second is told, and keeps the text on the form."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Add the hidden version to the form and refuse a stale one with a message on the form."""
        named = (
            kwargs["fields"] if "fields" in kwargs else flatten_fieldsets(self.get_fieldsets(request, obj))
        )
        # The version is no column that a form may write: the model's own form must not be asked for it.
        kwargs["fields"] = named and [name for name in named if name != "opened_version"]
        base = super().get_form(request, obj, change=change, **kwargs)
        opened = obj.version if obj else 1

        class VersionedForm(base):
            opened_version = forms.IntegerField(widget=forms.HiddenInput, initial=opened, required=False)

            def clean(self) -> Any:
                cleaned = super().clean()
                if obj is not None and self.cleaned_data.get("opened_version") != _locked_version(obj):
                    raise forms.ValidationError(str(CONFLICT))
                return cleaned

        return VersionedForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the hidden version field with the last fieldset."""
        fieldsets: list[tuple[Any, dict[str, Any]]] = [
            (title, dict(options)) for title, options in super().get_fieldsets(request, obj)
        ]
        named = {name for _title, options in fieldsets for name in options["fields"]}
        if "opened_version" not in named and fieldsets:
            fieldsets[-1][1]["fields"] = [*fieldsets[-1][1]["fields"], "opened_version"]
        return fieldsets

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Count the save; the form has locked the row at the version it was opened at."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        save_versioned(obj, expected=obj.version)


def _locked_version(row: Any) -> int | None:
    """Return the version of a row as it stands now, locked until the request is done; None when it has moved on."""
    stored = (
        type(row)
        ._base_manager.select_for_update(no_key=True)
        .values_list("version", flat=True)
        .get(pk=row.pk)
    )
    return stored if stored == row.version else None
