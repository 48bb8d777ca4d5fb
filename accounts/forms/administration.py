"""Forms of the administration site: a person, a role, a region of Finland to begin with."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.domain.membership import require_administrators_besides, require_other_administrator
from accounts.domain.region import known_regions
from accounts.enums import Role
from accounts.models import LONGEST_TERM, Membership, Region
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import in_language
from servicelofte.common.forms import MailAddress, TextInput
from servicelofte.common.languages import INTERFACE


class KnownRegionForm(forms.Form):
    """Which region of Finland to make, and who is its first administrator."""

    key = forms.ChoiceField(label=_("Region"))
    name = TextInput(label=_("Name of the first administrator"), max_length=120)
    email = MailAddress(label=_("E-mail of the first administrator"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(Region.objects.values_list("slug", flat=True))
        language = "fi" if kwargs.get("initial", {}).get("language") == "fi" else "sv"
        # Nothing is chosen beforehand: a region is never deleted.
        self.fields["key"].choices = [
            ("", _("Choose")),
            *((row.key, row.names[language]) for row in known_regions() if row.key not in taken),
        ]


TERMS = {"council": _("Council"), "board": _("Board")}


def term_fields() -> tuple[tuple[str, ...], ...]:
    """Return the names of the fields of a region's own terms: a row for each term, a column for each language."""
    return tuple(tuple(f"term_{key}_{code}" for code in INTERFACE) for key in TERMS)


def _word(code: str) -> TextInput:
    return TextInput(
        max_length=LONGEST_TERM, required=False, widget=forms.TextInput(attrs={"lang": code, "size": 30})
    )


class RegionForm(forms.ModelForm):
    """A region, with its own terms in rows instead of as they are kept: {term: {language: word}}."""

    term_council_sv = _word("sv")
    term_council_fi = _word("fi")
    term_council_en = _word("en")
    term_board_sv = _word("sv")
    term_board_fi = _word("fi")
    term_board_en = _word("en")

    class Meta:
        model = Region
        fields = ()  # the administration site names them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, code in product(TERMS, INTERFACE):
            name = f"term_{key}_{code}"
            self.fields[name].label = in_language(TERMS[key], code, INTERFACE)
            self.initial.setdefault(name, self.instance.terminology.get(key, {}).get(code, ""))

    def clean(self) -> dict[str, Any]:
        """Ask for a term in each of the region's languages: else pages of one speak of another body."""
        cleaned = super().clean() or self.cleaned_data
        status = cleaned.get("language_status")
        needed = Region(language_status=status).languages if status else []
        for key in TERMS:
            if any(cleaned.get(f"term_{key}_{code}") for code in INTERFACE):
                self._require_words(key, needed)
        return cleaned

    def _require_words(self, key: str, languages: Iterable[str]) -> None:
        for name in (f"term_{key}_{code}" for code in languages):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Write the name in this language too, or leave all of them empty."))

    def save(self, commit: bool = True) -> Region:
        """Keep the terms; those that no field shows stay as they are."""
        terms = {key: dict(words) for key, words in self.instance.terminology.items()}
        for key, code in product(TERMS, INTERFACE):
            word = self.cleaned_data.get(f"term_{key}_{code}")
            if word:
                terms.setdefault(key, {})[code] = word
            else:
                terms.get(key, {}).pop(code, None)
        self.instance.terminology = {key: words for key, words in terms.items() if words}
        return super().save(commit)


class PersonForm(forms.ModelForm):
    """A person's name and account."""

    def clean_email(self) -> str:
        """Keep the address as accounts have it, so that invitations find whose it is."""
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean_is_active(self) -> bool:
        """Leave no region without an administrator."""
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance.pk and self.instance.is_active and not is_active:
            try:
                require_administrators_besides(person=self.instance)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return is_active


class MembershipForm(forms.ModelForm):
    """A role in a region, which is chosen once, when the role is given."""

    region = forms.ModelChoiceField(label=_("region"), queryset=Region.objects.none())

    class Meta:
        model = Membership
        fields = ("role", "unit", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["region"].disabled = True
            self.initial["region"] = self.instance.region_id

    def clean(self) -> dict[str, Any]:
        """Leave no region without an administrator."""
        cleaned = super().clean() or self.cleaned_data
        before = self.instance
        administers = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        if before.pk and before.is_active and before.role == Role.ADMINISTRATOR and not administers:
            try:
                require_other_administrator(membership=before)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def _post_clean(self) -> None:
        if self.cleaned_data.get("region"):
            self.instance.region = self.cleaned_data["region"]
        super()._post_clean()
