"""The fields of the letter that goes with a request for an opinion, and of the person whom a body may ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from drafting.domain.letter import NO_LETTER, Contact, check_contact
from servicelofte.common.errors import DomainError
from servicelofte.common.fields import in_language
from servicelofte.common.forms import TOO_LONG, HouseForm, MailAddress, TextArea, TextInput
from servicelofte.common.languages import INTERFACE
from servicelofte.common.text import LONGEST_WORDS


def registry_field() -> TextInput:
    """Return the field for a request's number in the region's register."""
    return TextInput(
        label=_("Number in the register"),
        required=False,
        max_length=40,
        help_text=_("It can be added later, too."),
    )


class LetterForm(HouseForm):
    """A form with the letter in the region's languages, and with the contact person; a page sets them out by group."""

    def add_letter(self, region: Region, *, is_needed: bool, help_text: Any) -> None:
        """Add the letter's fields; `is_needed`: in each language that the region must write in."""
        codes = region.interface_languages
        for code in codes:
            self.fields[f"letter_{code}"] = TextArea(
                label=in_language(_("Letter to the body"), code, codes),
                required=is_needed and code in region.languages,
                max_length=LONGEST_WORDS,
                widget=forms.Textarea(attrs={"rows": 14, "lang": code}),
                error_messages={"required": NO_LETTER, "max_length": TOO_LONG},
                help_text=help_text if code == codes[0] else "",
            )

    def add_contact(self, region: Region) -> None:
        """Add the fields of the contact person."""
        codes = region.interface_languages
        self.fields["contact_name"] = TextInput(
            label=_("Contact person"),
            required=False,
            max_length=120,
            help_text=_("Whom a body can ask. Name, and an e-mail address or a telephone."),
        )
        for code in codes:
            self.fields[f"contact_title_{code}"] = TextInput(
                label=in_language(_("Title of the contact person"), code, codes),
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.fields["contact_email"] = MailAddress(label=_("E-mail of the contact person"), required=False)
        self.fields["contact_phone"] = TextInput(
            label=_("Telephone of the contact person"), required=False, max_length=40
        )

    def clean(self) -> dict[str, Any]:
        """Tell what is missing of the contact person together with all else."""
        cleaned = super().clean() or self.cleaned_data
        if "contact_email" in cleaned:
            try:
                check_contact(self.contact)
            except DomainError as error:
                self.add_domain_error(error)
        return cleaned

    @property
    def letter_fields(self) -> list[forms.BoundField]:
        """Return the letter's fields, none where it is not asked for."""
        return [self[name] for name in self.fields if name.startswith("letter_")]

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        """Return the fields of the contact person."""
        return [self[name] for name in self.fields if name.startswith("contact_")]

    @property
    def letter(self) -> dict[str, str] | None:
        """Return the letter by language, None where it is not asked for."""
        words = self._by_language("letter")
        return words or None

    @property
    def contact(self) -> Contact:
        """Return the contact person."""
        name, email, phone = (
            self.cleaned_data.get(f"contact_{part}", "") for part in ("name", "email", "phone")
        )
        return Contact(name=name, titles=self._by_language("contact_title"), email=email, phone=phone)

    def _by_language(self, name: str) -> dict[str, str]:
        return {
            code: self.cleaned_data.get(f"{name}_{code}", "")
            for code in INTERFACE
            if f"{name}_{code}" in self.fields
        }
