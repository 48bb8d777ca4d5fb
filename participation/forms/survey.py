"""Forms of surveys: building one, and answering it without an account."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.domain.ballot import GivenAnswer
from participation.enums import QuestionKind
from participation.forms.base import GroupChoice, groups_of
from participation.models import Survey, SurveyQuestion
from participation.queries.results import SCALE
from participation.queries.surveys import AskedQuestion
from projects.domain.rows import LAST_DAY_FIRST
from projects.enums import Perspective
from projects.models import Project
from servicelofte.common.fields import DayField, column_names, in_language, require_one_column
from servicelofte.common.forms import AnonymousFormMixin, HouseForm, TextArea
from servicelofte.common.languages import INTERFACE
from servicelofte.common.row_forms import RowForm

LONGEST_ANSWER = 4000


class SurveyForm(RowForm):
    """Title, introduction and days of a survey."""

    in_order = ("opens_on", "closes_on", LAST_DAY_FIRST)
    translated: ClassVar[dict[str, Any]] = {"title": _("Title"), "intro": _("Introduction")}
    needed = ("title",)
    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"), help_text=_("Open until midnight on this day."))
    group = GroupChoice(
        label=_("Whom is it for?"),
        queryset=None,
        required=False,
        empty_label=_("Everybody"),
        help_text=_("Everyone who answers is counted as heard in this group."),
    )

    class Meta:
        model = Survey
        fields = [
            *column_names("title", INTERFACE),
            *column_names("intro", INTERFACE),
            "opens_on",
            "closes_on",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in column_names("intro", INTERFACE)}

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(project)
        self.initial.setdefault("group", self.instance.group_id)

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language to begin with."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "title", _("Write a title."))
        return cleaned


class LastDayForm(RowForm):
    """Another last day of an open survey."""

    closes_on = DayField(label=_("Last day"), help_text=_("Open until midnight on this day."))

    class Meta:
        model = Survey
        fields = ["closes_on"]


class QuestionForm(RowForm):
    """One question with its choices, a line for each."""

    translated: ClassVar[dict[str, Any]] = {"text": _("Question"), "help": _("Help")}
    needed = ("text",)
    kind = forms.ChoiceField(
        label=_("Kind of question"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        help_text=_("On the scale, 1 means “not at all” and 5 “very”: ask for example “How easy is it …?”"),
    )
    perspective = forms.ChoiceField(
        label=_("About"),
        choices=[("", _("No single perspective")), *Perspective.choices],
        required=False,
        help_text=_("Free words come to the inbox under this perspective."),
    )

    class Meta:
        model = SurveyQuestion
        fields = [
            *column_names("text", INTERFACE),
            *column_names("help", INTERFACE),
            "kind",
            "perspective",
            "is_required",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = list(self.instance.options.order_by("order", "pk")) if self.instance.pk else []
        self.languages = self.region.interface_languages
        for language in self.languages:
            label = in_language(_("Choices, one a line"), language, self.languages)
            field = TextArea(label=label, rows=5, required=False, max_length=5000)
            field.widget.attrs["lang"] = language
            # Needed by some kinds of question, so it is not called optional.
            field.needed_later = True
            field.initial = "\n".join(getattr(option, f"label_{language}") or "" for option in kept)
            self.fields[f"choices_{language}"] = field
        help_text = _("Only for questions with choices.")
        if len(self.languages) > 1:
            help_text = _(
                "Only for questions with choices. The same line means the same choice in every language."
            )
        self.fields[f"choices_{self.languages[0]}"].help_text = help_text

    def clean(self) -> dict[str, Any]:
        """Ask for the question in one language to begin with, and for the same number of choices in each."""
        cleaned = super().clean() or self.cleaned_data
        require_one_column(self, "text", _("Write the question."))
        counts = {language: len(self._lines(language)) for language in self.languages}
        if self.has_choices and not any(counts.values()):
            self.add_error(f"choices_{self.languages[0]}", _("Write the choices, one a line."))
        self._check_twins()
        most = max(counts.values(), default=0)
        for language, count in counts.items():
            if self.has_choices and 0 < count < most:
                message = _(
                    "There are %(count)d choices here and %(most)d in another language. Give each its line."
                )
                self.add_error(f"choices_{language}", message % {"count": count, "most": most})
        return cleaned

    def _check_twins(self) -> None:
        """Ask about a choice that stands there twice: nobody could tell its answers apart."""
        for language in self.languages if self.has_choices else ():
            lines = self._lines(language)
            known = [line.casefold() for line in lines]
            twins = [line for place, line in enumerate(lines) if line.casefold() in known[:place]]
            if twins:
                message = _("“%(choice)s” stands here twice. Each choice is written once.")
                self.add_error(f"choices_{language}", message % {"choice": twins[0]})

    @property
    def has_choices(self) -> bool:
        """Tell whether the chosen kind of question has choices."""
        return self.cleaned_data.get("kind") in (QuestionKind.ONE, QuestionKind.MANY)

    @property
    def options(self) -> list[Mapping[str, str]]:
        """Return the choices in order, each {language: label}, for the domain."""
        lines = {language: self._lines(language) for language in self.languages}
        count = max((len(labels) for labels in lines.values()), default=0)
        return [
            {language: labels[place] if place < len(labels) else "" for language, labels in lines.items()}
            for place in range(count)
        ]

    def _lines(self, language: str) -> list[str]:
        text = self.cleaned_data.get(f"choices_{language}") or ""
        return [line.strip() for line in text.split("\n") if line.strip()]


class AnswerForm(AnonymousFormMixin, HouseForm):
    """The survey as it is answered: one field a question, in the language of the page."""

    def __init__(self, *args: Any, questions: list[AskedQuestion], **kwargs: Any) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for question in questions:
            field = _FIELDS[QuestionKind(question.kind)](question)
            field.label, field.required = question.text, question.is_required
            field.help_text = question.help or field.help_text
            self.fields[self.name_of(question)] = field
        self.order_fields([*(self.name_of(question) for question in questions), "form_token", "website"])

    @staticmethod
    def name_of(question: AskedQuestion) -> str:
        """Return the name of a question's field."""
        return f"q{question.id}"

    @property
    def asked(self) -> list[tuple[AskedQuestion, forms.BoundField]]:
        """Return each question with its field."""
        return [(question, self[self.name_of(question)]) for question in self.questions]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one answer."""
        cleaned = super().clean()
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Answer at least one question before you send."))
        return cleaned

    @property
    def answers(self) -> list[GivenAnswer]:
        """Return what was answered, for the domain."""
        return [
            answer
            for question in self.questions
            for answer in _given(question, self.cleaned_data.get(self.name_of(question)))
        ]


def _given(question: AskedQuestion, value: Any) -> list[GivenAnswer]:
    if not value:
        return []
    if question.kind == QuestionKind.TEXT:
        return [GivenAnswer(question.id, text=value)]
    if question.kind == QuestionKind.SCALE:
        return [GivenAnswer(question.id, number=int(value))]
    chosen = value if isinstance(value, list) else [value]
    return [GivenAnswer(question.id, option_id=int(option)) for option in dict.fromkeys(chosen)]


_WRONG_CHOICE = {
    "required": _("Choose one of the answers."),
    "invalid_choice": _("Choose one of the answers below."),
    "invalid_list": _("Choose among the answers below."),
}


def _one(question: AskedQuestion) -> forms.Field:
    choices = [(str(option), label) for option, label in question.options]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_WRONG_CHOICE)


def _many(question: AskedQuestion) -> forms.Field:
    choices = [(str(option), label) for option, label in question.options]
    return forms.MultipleChoiceField(
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You may choose several."),
        error_messages={**_WRONG_CHOICE, "required": _("Choose at least one of the answers.")},
    )


def _scale(question: AskedQuestion) -> forms.Field:
    choices = [(str(figure), label) for figure, label in SCALE.items()]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_WRONG_CHOICE)


def _text(question: AskedQuestion) -> forms.Field:
    return TextArea(
        rows=5,
        max_length=LONGEST_ANSWER,
        help_text=_("Leave out names, identity numbers and anything about your own or others’ health."),
        error_messages={
            "required": _("Write an answer in your own words."),
            "max_length": _("This is longer than 4,000 characters. Shorten it."),
        },
    )


_FIELDS = {
    QuestionKind.ONE: _one,
    QuestionKind.MANY: _many,
    QuestionKind.SCALE: _scale,
    QuestionKind.TEXT: _text,
}
