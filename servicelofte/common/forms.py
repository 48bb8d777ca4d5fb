"""Base of all forms: cleaned text, no browser-only validation, version check, and the anonymous form's guards."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import BLANK_CHOICE_DASH
from django.forms.utils import pretty_name
from django.utils.translation import gettext_lazy as _

from servicelofte.common.errors import DomainError
from servicelofte.common.languages import own_name, page_language
from servicelofte.common.text import LONGEST_WORDS, one_line, plain
from servicelofte.common.tokens import FormToken, TokenError, keyed_digest, make_form_token, read_form_token

FASTEST_SECONDS = 2.0
NOT_SAID = ("form_token", "website")
CHOSEN_FOR_US = (*NOT_SAID, "language")
WHY = _("Why is it changed?")
TOO_LONG = _("This is longer than 10,000 characters. Shorten it, or send it in two parts.")


class TextInput(forms.CharField):
    """A single line of plain text."""

    def to_python(self, value: Any) -> str:
        """Clean the line."""
        return one_line(super().to_python(value) or "")


class TextArea(forms.CharField):
    """Plain text of several lines; `rows` its height. NUL, controls and bidi overrides are taken out, words never.

    What is too long is refused with all of it kept. The browser is told no limit: it would cut off what is pasted.
    """

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the field without the browser's limit."""
        return {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Clean the text."""
        return plain(super().to_python(value) or "")


class MailAddress(forms.EmailField):
    """An e-mail address as it is kept: in small letters, and no longer than mail carries it (254 characters, RFC 5321).

    It is measured in small letters: some capitals of other alphabets are written with two characters then.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_length": 254})

    def to_python(self, value: Any) -> str:
        """Clean the address."""
        return one_line(super().to_python(value) or "").lower()


def reason_field(label: Any = WHY, *, required: bool = False) -> TextInput:
    """Return the field for why something is done, as the history shows it to the workspace."""
    return TextInput(
        label=label,
        required=required,
        max_length=240,
        help_text=_("Kept in the history, so that everybody in the workspace sees the reason."),
        error_messages={"required": _("Write the reason in a few words.")},
    )


class HouseFormMixin:
    """What every form of the house shares: crispy without its own <form>, errors linked from a summary."""

    helper: FormHelper
    # Words may stand in it, sent or not: it is shown also when nothing new is taken.
    holds_words = False
    # (first, last, message): the last may not come before the first. The domain holds it; the form tells it together
    # with whatever else is wrong.
    in_order: ClassVar[tuple[str, str, Any] | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = True
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, TextInput | TextArea):
                strip_hostile(field)
            _name_blank(field)
        self.holds_words = self.is_bound

    def full_clean(self) -> None:
        """Judge what was sent; what is missing is told with the name of its field, where nothing better is said."""
        for name, field in self.fields.items():
            _name_missing(field, field.label or pretty_name(name))
        super().full_clean()
        if self.is_bound and self.in_order:
            self._tell_order(*self.in_order)

    def _tell_order(self, first: str, last: str, message: Any) -> None:
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins is not None and ends is not None and ends < begins:
            self.add_error(last, message)

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody has typed or chosen anything in a posted form."""
        return not any(field.data for field in self.visible_fields() if field.name not in CHOSEN_FOR_US)

    def show_unsent(self) -> None:
        """Show what was posted as it was typed, without judging it: it was not sent."""
        self.initial = {**self.initial, **{name: self[name].data for name in self.fields}}
        self.is_bound = False

    def add_domain_error(self, error: DomainError) -> None:
        """Show what the domain refused beside its field and those that lack the same, or above the form."""
        named = [name for name in (error.field, *error.also) if name in self.fields]
        for field in named or [None]:
            self.add_error(field, str(error))
        for field, message in error.others.items():
            self.add_error(field if field in self.fields else None, str(message))


def _name_blank(field: forms.Field) -> None:
    """Say in words what an empty choice is, where nobody has named it: a row of dashes says nothing."""
    dashes = BLANK_CHOICE_DASH[0][1]
    if getattr(field, "empty_label", None) == dashes:
        field.empty_label = _("Choose")
        return
    choices = [] if isinstance(field, forms.ModelChoiceField) else list(getattr(field, "choices", []))
    if choices and choices[0] == ("", dashes):
        field.choices = [("", _("Choose")), *choices[1:]]


def _name_missing(field: forms.Field, label: Any) -> None:
    """Say which field is to be filled in: in a summary the same sentence for each of them says nothing."""
    generic = forms.Field.default_error_messages["required"]
    if field.widget.is_hidden or field.error_messages.get("required") != generic:
        return
    if isinstance(field, forms.BooleanField):
        words = _("Tick “%(label)s”.")
    elif isinstance(field, forms.ChoiceField):
        words = _("Choose something under “%(label)s”.")
    else:
        words = _("Fill in “%(label)s”.")
    field.error_messages["required"] = words % {"label": label}


def offer_languages(form: Any, choices: list[tuple[str, str]]) -> None:
    """Let the words of `form` be in one of the languages `choices`; where there is only one, nobody is asked."""
    field = form.fields["language"]
    field.choices = choices
    if len(choices) == 1:
        field.widget = forms.HiddenInput()
        form.initial["language"] = choices[0][0]


def strip_hostile(field: forms.CharField) -> None:
    """Let a field of Django's clean what is typed in it as `TextInput` and `TextArea` do; a password stays as it is."""
    if isinstance(field.widget, forms.PasswordInput):
        return
    original = field.to_python
    multiline = isinstance(field.widget, forms.Textarea)

    def to_python(value: Any) -> Any:
        text = original(value)
        return (plain(text) if multiline else one_line(text)) if isinstance(text, str) else text

    field.to_python = to_python
    field.validators = [
        validator
        for validator in field.validators
        if not isinstance(validator, ProhibitNullCharactersValidator)
    ]


class HouseForm(HouseFormMixin, forms.Form):
    """A form that is not of one model."""


class AsReadForm(HouseForm):
    """A question about a row as it was read: carries the version that the person saw."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AsSeenForm(HouseForm):
    """A question about what a person saw in several rows: `seen` is its digest, "" where nobody looked.

    The domain takes "" for something else than stands now, so that it is asked anew: only a caller of its own without
    a person may leave `seen` out.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class HouseModelForm(HouseFormMixin, forms.ModelForm):
    """A form of one model; with a `Versioned` model it carries the version it was opened at."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "version"):
            self.fields["opened_version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.instance.version, min_value=1
            )

    @property
    def opened_version(self) -> int:
        """Return the version the person opened the row at."""
        return int(self.cleaned_data["opened_version"])


def name_sending(form: HouseFormMixin, nonce: str, *, beside: Iterable[str] = NOT_SAID) -> str:
    """Name what was sent from a form whose one-time `nonce` it carries: the same again has the same name (32 hex).

    Counted is all that was filled in, as sent, but for the fields `beside` it.
    """
    sent = json.dumps({name: form[name].data for name in form.fields if name not in beside}, default=str)
    return keyed_digest(sent, salt=f"sending:{nonce}")


class AnonymousFormMixin:
    """A form that somebody without an account or cookie posts: one-time token, honeypot and time trap.

    Give `token_purpose`. After `is_valid()`, `nonce` names what was sent from this form: the same once more, by a
    double click or after going back, finds the same receipt, and other words from the same form are something new.
    `is_suspect` tells that a trap closed: such input goes to moderation, never to the floor.
    """

    token_purpose: str
    nonce = ""
    is_suspect = False

    def __init__(self, *args: Any, token_purpose: str, **kwargs: Any) -> None:
        self.token_purpose = token_purpose
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["form_token"] = forms.CharField(widget=forms.HiddenInput, required=False)
        fields["website"] = forms.CharField(
            required=False,
            label=_("Leave this field empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
        self.initial.setdefault("form_token", make_form_token(purpose=token_purpose))

    def clean(self) -> dict[str, Any]:
        """Read the token; a stale or forged one asks to send again, with a fresh token and the text kept."""
        cleaned = super().clean() or self.cleaned_data
        try:
            token: FormToken = read_form_token(cleaned.get("form_token", ""), purpose=self.token_purpose)
        except TokenError:
            self.data = self.data.copy()
            name = self.add_prefix("form_token")
            self.data[name] = make_form_token(purpose=self.token_purpose)
            raise forms.ValidationError(
                _(
                    "This page had been open for too long. Your text is kept: press the button once more to send it."
                )
            ) from None
        self.nonce = name_sending(self, token.nonce)
        self.is_suspect = bool(cleaned.get("website")) or token.age < FASTEST_SECONDS
        return cleaned


class VoiceForm(AnonymousFormMixin, HouseForm):
    """What somebody without an account wants to say: words in a language; name and address only if they like.

    `languages` are the codes that the words may be in; the page's own is always among them.
    """

    words = TextArea(
        label=_("What do you want to say?"),
        rows=7,
        max_length=LONGEST_WORDS,
        help_text=_(
            "Do not write other people’s names, telephone numbers or personal identity codes, or anybody’s health "
            "data. Everybody can read your words once they are published."
        ),
        error_messages={"required": _("Write what you want to say."), "max_length": TOO_LONG},
    )
    language = forms.ChoiceField(label=_("Language of your words"))
    name = TextInput(
        label=_("Your name"),
        required=False,
        max_length=120,
        help_text=_("Never shown on the public pages."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailAddress(
        label=_("Your e-mail"),
        required=False,
        help_text=_("Never shown on the public pages."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write the whole address, such as anna@example.fi, or leave the field empty.")
        },
    )
    wants_answer = forms.BooleanField(label=_("Tell me by e-mail when I am answered"), required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*languages, page_language()])
        offer_languages(self, [(code, own_name(code)) for code in codes])

    def show_unsent(self) -> None:
        """Show what was typed; before there are words, they are taken to be in the language that was switched to."""
        super().show_unsent()
        if not self.initial["words"]:
            self.initial["language"] = page_language()

    def clean(self) -> dict[str, Any]:
        """Ask for the address when an answer is wanted."""
        cleaned = super().clean()
        if cleaned.get("wants_answer") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write your e-mail address, so that we can tell you."))
        return cleaned

    @property
    def sender(self) -> dict[str, Any]:
        """Return what was told of the sender, for the domain."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "wants_answer")}
