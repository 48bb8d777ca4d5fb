"""Forms of comments, of bodies and invitations, and of an invited body's opinion."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import Region
from drafting.domain.answers import Answers, Cell
from drafting.domain.body import BodyFacts
from drafting.enums import Stance
from drafting.forms.letter import LetterForm, registry_field
from drafting.models import Body, OpinionRequest
from drafting.queries.bodies import body_name
from drafting.queries.remiss import goal_name
from participation.enums import Channel, Outcome
from projects.enums import Perspective, Viewpoint
from servicelofte.common.fields import (
    DayField,
    RowsField,
    column_names,
    column_words,
    columns_of,
    keep_columns,
    require_one_column,
)
from servicelofte.common.forms import (
    TOO_LONG,
    HouseForm,
    HouseModelForm,
    MailAddress,
    TextArea,
    TextInput,
    VoiceForm,
    offer_languages,
)
from servicelofte.common.languages import INTERFACE, lang_span, language_name, own_name, page_language
from servicelofte.common.text import LONGEST_WORDS


class CommentForm(VoiceForm):
    """A resident's comment: words, and nothing else that must be told."""

    part = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)


class BodyForm(HouseModelForm):
    """A body in the register: its name in the region's languages, and the one of those that mail is written in that
    it reads.
    """

    class Meta:
        model = Body
        fields = (*column_names("name", INTERFACE), "kind", "email", "language", "is_active")
        field_classes = {"email": MailAddress}
        error_messages = {"email": {"required": _("Write the address to which the invitation goes.")}}

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(region.all_languages) > 1:
            self.fields[f"name_{region.languages[0]}"].help_text = _(
                "A body that has one official name needs it in that language only."
            )
        keep_columns(self, {"name": _("Name")}, region.all_languages, needed=("name",))
        self.fields["language"].choices = [(code, own_name(code)) for code in INTERFACE]

    def clean(self) -> dict[str, Any]:
        """Ask for the name in at least one language."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "name", pgettext("asked for its opinion", "Write the name of the body."))
        return cleaned

    @property
    def facts(self) -> BodyFacts:
        """Return what the form says of the body; a name in a language that the region has no longer stays."""
        names = dict(columns_of(self.instance, "name"))
        return BodyFacts(
            names=names,
            **{name: self.cleaned_data[name] for name in ("kind", "email", "language", "is_active")},
        )


class BodiesField(RowsField):
    """Several bodies, named in the page's language or the nearest."""

    def label_from_instance(self, obj: Body) -> str:
        """Return the body's name, marked where it is in another language."""
        return lang_span(*column_words(obj, "name"), page_language())


class InviteForm(LetterForm):
    """The last day for an opinion, the bodies to be asked, and the letter that goes with the request; the page puts a
    box for all of them below the list.
    """

    due_on = DayField(
        label=_("Last day"), help_text=_("The opinion can be given until midnight, Finnish time.")
    )
    bodies = BodiesField(
        label=_("Bodies to invite"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one body.")},
    )
    registry_number = registry_field()

    def __init__(self, *args: Any, bodies: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = bodies
        self.add_letter(
            region,
            is_needed=True,
            help_text=_(
                "Goes with the e-mail and stands above the form that the body answers in. The e-mail itself says who "
                "is asked, the name of the draft and the last day. Change the words as you need, and say what you "
                "want to know in particular."
            ),
        )
        self.add_contact(region)


class RequestForm(LetterForm):
    """A request's last day, its number in the region's register, contact person, and its letter as long as the opinion
    is not in.
    """

    due_on = DayField(label=_("Last day"), help_text=_("A later day opens a request that was missed."))
    registry_number = registry_field()
    also = forms.TypedMultipleChoiceField(
        label=_("Change day, letter and contact person for these too"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Until now they say the same as this one. Each keeps its own number in the register."),
        error_messages={
            "invalid_choice": _(
                "One of those you chose no longer says the same as this one. Nothing is saved yet: choose again."
            )
        },
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        *args: Any,
        region: Region,
        with_letter: bool,
        needs_letter: bool,
        alike: Sequence[OpinionRequest] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = [
            (row.pk, lang_span(*body_name(row.body), page_language())) for row in alike
        ]
        if not alike and not self["also"].data:
            del self.fields["also"]
        if with_letter:
            self.add_letter(
                region,
                is_needed=needs_letter,
                help_text=_(
                    "The body reads the new words by its link at once. They are sent by e-mail only with a new "
                    "invitation."
                ),
            )
        self.add_contact(region)


class CallOffForm(HouseForm):
    """Why a body is no longer asked for its opinion, in words that it reads; `language` is the body's."""

    reason = TextArea(
        label=_("Why is the opinion called off?"),
        rows=3,
        max_length=1000,
        error_messages={
            "required": _("Write why the opinion is called off. The body reads it."),
            "max_length": TOO_LONG,
        },
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "The body reads this in the e-mail and by its link. Write in its language: %(language)s."
        ) % {"language": language_name(language)}


class OpinionForm(HouseForm):
    """A body's opinion: in general, and of each goal a stance and words. `language` is the page's, `languages` are the
    codes that the words may be in.
    """

    general = TextArea(
        label=_("The opinion in general"),
        required=False,
        rows=6,
        max_length=LONGEST_WORDS,
        help_text=_("Needed when you submit, not when you save."),
        error_messages={"max_length": TOO_LONG},
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("asked for its opinion", "Language of your words"),
        required=False,
        widget=forms.RadioSelect,
    )
    signed_by = TextInput(
        label=_("Who gives the opinion?"),
        required=False,
        max_length=160,
        help_text=_(
            "Name and position, such as: Anna Holm, chair. Needed when you submit. Not shown on the public pages."
        ),
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    # The number of the version of the draft that stands beside the fields.
    read_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, language: str, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*languages, language])
        offer_languages(self, [(code, own_name(code)) for code in codes])
        for name in ("general", "language", "signed_by"):
            # May be empty when the form is saved, not when it is submitted, so it is not called optional.
            self.fields[name].needed_later = True
        for perspective in Perspective:
            for viewpoint in reversed(Viewpoint):
                name = f"{perspective.value}_{viewpoint.value}"
                about = goal_name(perspective.value, viewpoint.value, language)
                self.fields[f"stance_{name}"] = forms.ChoiceField(
                    label=_("What do you think of the goal? (%(about)s)") % {"about": about},
                    required=False,
                    choices=Stance.choices,
                    widget=forms.RadioSelect,
                )
                self.fields[f"words_{name}"] = TextArea(
                    label=_("Grounds and proposals (%(about)s)") % {"about": about},
                    required=False,
                    rows=3,
                    max_length=LONGEST_WORDS,
                    error_messages={"max_length": TOO_LONG},
                )
        # It stands last on the page, and so does what is to be mended in it.
        self.fields["signed_by"] = self.fields.pop("signed_by")

    def show_unsent(self) -> None:
        """Show what was typed; before there are words, they are taken to be in the language that was switched to."""
        super().show_unsent()
        if not any(
            said for name, said in self.initial.items() if name == "general" or name.startswith("words_")
        ):
            self.initial["language"] = page_language()

    @staticmethod
    def initial_of(answers: Answers, version: int) -> dict[str, Any]:
        """Return the form's beginning from answers kept earlier."""
        values: dict[str, Any] = {
            "general": answers.general,
            "language": answers.language,
            "signed_by": answers.signed_by,
            "opened_version": version,
        }
        for (perspective, viewpoint), (stance, words) in answers.cells.items():
            values[f"stance_{perspective}_{viewpoint}"] = stance
            values[f"words_{perspective}_{viewpoint}"] = words
        return values

    def answers(self) -> Answers:
        """Return what was answered."""
        values = self.cleaned_data
        cells: dict[Cell, tuple[str, str]] = {
            (perspective, viewpoint): (
                values.get(f"stance_{perspective}_{viewpoint}", ""),
                values.get(f"words_{perspective}_{viewpoint}", ""),
            )
            for perspective in Perspective.values
            for viewpoint in Viewpoint.values
        }
        own = {name: values.get(name, "") for name in ("general", "signed_by", "language")}
        return Answers(**own, cells=cells)

    def cell_fields(self, perspective: str, viewpoint: str) -> Iterator[Any]:
        """Yield the two bound fields of a cell."""
        yield self[f"stance_{perspective}_{viewpoint}"]
        yield self[f"words_{perspective}_{viewpoint}"]


class AnalysisFilterForm(HouseForm):
    """Narrows the table of what came in."""

    perspective = forms.ChoiceField(
        label=_("Perspective"), required=False, choices=[("", _("All")), *Perspective.choices]
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=[("", _("All")), *((each.value, each.label) for each in (Channel.COMMENT, Channel.OPINION))],
    )
    outcome = forms.ChoiceField(
        label=pgettext_lazy("of an answer", "Outcome"),
        required=False,
        choices=[("", _("All")), ("none", _("Not gone through")), *Outcome.choices],
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)


class LinkChangeForm(HouseForm):
    """Which sentence or goal of which version was changed because of an input."""

    version = forms.ChoiceField(label=_("Changed in"), error_messages={"required": _("Choose the version.")})
    part = forms.ChoiceField(
        label=_("What was changed?"), error_messages={"required": _("Choose what was changed.")}
    )

    def __init__(
        self, *args: Any, versions: list[tuple[str, str]], parts: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = versions
        self.fields["part"].choices = [("", _("Choose")), *parts]
