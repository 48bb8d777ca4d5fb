"""Forms of receipts, moderation and answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.domain.response import Answer, SharedAnswer
from participation.domain.several import MOST_AT_ONCE
from participation.enums import Channel, ModerationReason, Outcome
from servicelofte.common.fields import in_language
from servicelofte.common.forms import AsSeenForm, HouseForm, MailAddress, TextArea, TextInput, offer_languages
from servicelofte.common.keys import number_of
from servicelofte.common.text import LONGEST_WORDS


class CodeForm(HouseForm):
    """The code on a receipt, as typed."""

    code = TextInput(
        label=_("Your code"),
        max_length=60,
        help_text=_("Sixteen letters and digits. Capitals, spaces and dashes do not matter."),
        error_messages={"required": _("Write the code that stands on your receipt.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ChangeWordsForm(HouseForm):
    """New words in place of the old, by their writer."""

    words = TextArea(
        label=_("Your words"),
        rows=8,
        max_length=LONGEST_WORDS,
        help_text=_(
            "Do not write other people’s names, telephone numbers or personal identity codes, or anybody’s health "
            "data. The new words are read before they are shown."
        ),
        error_messages={"required": _("Write what you want to say, or withdraw it instead.")},
    )


class FollowForm(HouseForm):
    """The address to which word of the answer is sent."""

    email = MailAddress(
        label=_("E-mail"),
        help_text=_("Used only to tell you of the answer, and erased with your words."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the whole address, such as anna@example.fi."),
        },
    )


class QueueFilterForm(HouseForm):
    """Narrows the moderation queue to one channel."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=[("", pgettext_lazy("channel", "Any")), *Channel.choices],
    )
    state = forms.CharField(required=False, widget=forms.HiddenInput)


class ChosenForm(HouseForm):
    """Several contributions of a list, each as "<id>:<version read>"."""

    chosen = forms.MultipleChoiceField(
        label=_("Chosen"), error_messages={"required": _("Choose at least one contribution in the list.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened: dict[int, int] = {}
        self.fields["chosen"].valid_value = lambda value: True

    def clean_chosen(self) -> list[str]:
        """Read the pairs of id and version."""
        values: list[str] = self.cleaned_data["chosen"]
        for value in values[:MOST_AT_ONCE]:
            key, version = (number_of(part) for part in value.partition(":")[::2])
            if key is None or version is None:
                raise ValidationError(_("The list has changed. Open it again."))
            self.opened[key] = version
        return values


class ModerateForm(ChosenForm):
    """What is done with the chosen contributions."""

    act = forms.ChoiceField(choices=[("publish", "publish"), ("hide", "hide")])
    reason = forms.ChoiceField(
        label=_("Reason for not publishing"),
        required=False,
        choices=[("", _("Choose a reason")), *ModerationReason.choices],
        help_text=_(
            "Needed when it is not published. Told to the writer, and shown where the words would stand."
        ),
    )
    note = TextInput(
        label=_("Explanation"),
        required=False,
        max_length=300,
        help_text=_(
            "Without repeating what should not be read, in the language of the words: the writer reads it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is published needs none.
        self.fields["reason"].needed_later = True


class RedactForm(HouseForm):
    """The words that everybody may read, with the rest taken out."""

    public_text = TextArea(
        label=_("Words that everybody may read"),
        rows=10,
        max_length=LONGEST_WORDS,
        help_text=_(
            "Take out what should not be read and leave […] in its place. The words as sent are kept."
        ),
        error_messages={"required": _("Leave the words that may be shown, or choose not to publish.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *ModerationReason.choices],
        help_text=_("Told to the writer, and shown beside the words."),
        error_messages={"required": _("Choose the reason: the writer is told it.")},
    )
    note = TextInput(
        label=_("Explanation"),
        required=False,
        max_length=300,
        help_text=_("In the language of the words: the writer reads it."),
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class OutcomeForm(HouseForm):
    """What became of what was said, and whether and where the text is to change."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    needs_change = forms.BooleanField(label=_("The text of the promise needs a change"), required=False)
    lineage = forms.ChoiceField(
        label=_("Which sentence?"),
        required=False,
        help_text=_(
            "The sentence that is to change because of this. It counts where the box above is ticked."
        ),
    )

    def __init__(
        self, *args: Any, statements: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if statements:
            self.fields["lineage"].choices = [("", _("No one sentence")), *statements]
        else:
            del self.fields["lineage"]

    def clean_lineage(self) -> UUID | None:
        """Return the lineage chosen, or None."""
        value = self.cleaned_data["lineage"]
        return UUID(value) if value else None


def answer_field(label: Any) -> TextArea:
    """Return the field of an answer's words."""
    return TextArea(
        label=label,
        rows=6,
        max_length=LONGEST_WORDS,
        help_text=_("Everybody can read it once it is published. Write to the person, in plain words."),
        error_messages={"required": _("Write the answer and its reason.")},
    )


class ResponseForm(OutcomeForm, AsSeenForm):
    """An official's answer: what became of it and why; `seen` is the digest of the words that were read."""

    body = answer_field(_("Answer and reason"))
    language = forms.ChoiceField(label=_("Language of the answer"))
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("outcome", "body", "language")

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_languages(self, languages)

    @property
    def answer(self) -> Answer:
        """Return the answer, for the domain."""
        values = self.cleaned_data
        return Answer(
            outcome=values["outcome"],
            body=values["body"],
            language=values["language"],
            needs_change=values["needs_change"],
            lineage=values.get("lineage"),
        )


class SharedAnswerForm(OutcomeForm, ChosenForm):
    """One answer to several contributions, in each language that they are written in."""

    def __init__(self, *args: Any, languages: list[str], offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for language in languages:
            # Named also where it is the only one written in: it may be another than the page's.
            field = answer_field(in_language(_("Answer and reason"), language, offered))
            field.widget.attrs["lang"] = language
            self.fields[f"body_{language}"] = field
        self.order_fields(["outcome", *(f"body_{language}" for language in languages)])

    @property
    def layout(self) -> list[forms.BoundField]:
        """Return the fields of the answer; the page draws the chosen ones, as each shows its words."""
        return [field for field in self if field.name != "chosen"]

    @property
    def answer(self) -> SharedAnswer:
        """Return the answer, for the domain."""
        values = self.cleaned_data
        return SharedAnswer(
            outcome=values["outcome"],
            words={language: values[f"body_{language}"] for language in self.languages},
            needs_change=values["needs_change"],
            lineage=values.get("lineage"),
        )
