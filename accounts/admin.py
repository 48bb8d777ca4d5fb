"""Administration of regions, people, roles and information pages; each administrator inside their own regions."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain.address import settle_address
from accounts.domain.membership import settle_administration
from accounts.domain.region import open_known_region, write_first_pages
from accounts.forms.administration import KnownRegionForm, MembershipForm, PersonForm, RegionForm, term_fields
from accounts.models import Membership, Region, RegionPage, User
from accounts.queries import administered_regions, lacks_contact, role_history
from servicelofte.common.admin import HouseAdmin, PlainTextMixin, RegionAdmin, VersionedAdminMixin
from servicelofte.common.errors import DomainError
from servicelofte.common.languages import Language
from servicelofte.common.public_cache import bump_public

admin.site.site_header = "Servicelöfte"
admin.site.site_title = "Servicelöfte"
admin.site.index_title = gettext_lazy("Administration")
admin.site.site_url = reverse_lazy("work_home")
# Secrets of second factors and tokens are nobody's to look at; addresses follow the person.
admin.site.unregister([Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])


def _is_region_administrator(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or not request.user.is_staff:
        return False
    return request.user.is_superuser or bool(administered_regions(request.user))


class _RegionAdministration:
    """Whoever administers a region may work here, inside the regions in scope."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the app to administrators."""
        return _is_region_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators look."""
        return _is_region_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators change."""
        return _is_region_administrator(request)


@admin.register(Region)
class RegionRegionAdmin(_RegionAdministration, VersionedAdminMixin, RegionAdmin):
    """Regions: made from the list of Finland's regions or freely."""

    form = RegionForm
    list_display = ("name", "slug", "kind", "language_status", "is_active")
    search_fields = ("slug", "name_sv", "name_fi", "name_en")
    fieldsets = (
        (None, {"fields": ("slug", "kind", "name_sv", "name_fi", "name_en", "is_active")}),
        (
            gettext_lazy("Name in the page head"),
            {"fields": ("short_name_sv", "short_name_fi", "short_name_en")},
        ),
        (
            gettext_lazy("Languages and law"),
            {"fields": ("language_status", "sami_rights", "extra_languages", "statute_set")},
        ),
        (
            gettext_lazy("Own terms"),
            {
                "fields": term_fields(),
                "description": gettext_lazy(
                    "Only where the council or the board has another name than the usual one, such as the council of "
                    "a city. Leave the rest empty."
                ),
            },
        ),
        (gettext_lazy("Contact"), {"fields": ("contact_email", "contact_phone", "contact_address")}),
        (
            gettext_lazy("Data protection"),
            {
                "fields": (
                    *("officer_name", "officer_email", "officer_phone"),
                    *("processors", "transfer", "transferred_to"),
                )
            },
        ),
        (gettext_lazy("Moderation and retention"), {"fields": ("moderates_first", "retention_months")}),
        (gettext_lazy("Statistics"), {"fields": ("code", "sotkanet_region_id", "population")}),
    )
    change_list_template = "admin/accounts/region/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        """Return the regions the person administers."""
        return (
            super()
            .get_queryset(request)
            .filter(pk__in=[row.pk for row in administered_regions(request.user)])
        )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let further languages be ticked instead of written as codes."""
        if db_field.name != "extra_languages":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label=capfirst(db_field.verbose_name),
            required=False,
            choices=Language.choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("Besides those of its language status."),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The address word stands in every link: only the operator changes it."""
        return () if request.user.is_superuser else ("slug",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the operator adds regions."""
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A region is never deleted; it is made inactive."""
        return False

    def get_urls(self) -> list[Any]:
        """Add the page that makes a region from the list."""
        own = path("from-list/", self.admin_site.admin_view(self.from_list), name="accounts_region_from_list")
        return [own, *super().get_urls()]

    def from_list(self, request: HttpRequest) -> HttpResponse:
        """Make one of Finland's regions."""
        if not self.has_add_permission(request):
            return redirect("admin:accounts_region_changelist")
        form = KnownRegionForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
        if request.method == "POST" and form.is_valid():
            try:
                region = open_known_region(invited_by=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_error("key", str(error))
            else:
                text = _("%(region)s was made, with its information pages. %(name)s is invited.")
                messages.success(request, text % {"region": region, "name": form.cleaned_data["name"]})
                return redirect(reverse("admin:accounts_region_change", args=[region.pk]))
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": _("Make a region from the list"),
        }
        return render(request, "admin/accounts/region/from_list.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say above the form what the region's information pages must say and lack."""
        region = context["original"]
        if region and request.method == "GET" and lacks_contact(region):
            text = _(
                "The accessibility statement and the privacy notice of this region lack a contact. Give an e-mail "
                "address or a telephone number and save: it is written into the pages that nobody has changed."
            )
            messages.warning(request, text)
        if region and request.method == "GET" and not region.transfer:
            text = _(
                "The privacy notice of this region must say whether personal data are transferred outside the EU and "
                "the EEA. Choose it under “Data protection” and save."
            )
            messages.warning(request, text)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Region, form: Any, change: bool) -> None:
        """Save, write missing information pages, and let public pages follow."""
        super().save_model(request, obj, form, change)
        write_first_pages(region=obj)


class MembershipInline(PlainTextMixin, admin.StackedInline):
    """Roles of a person in the administrator's regions: given and ended, never deleted.

    Below each other, for in a table their fields have no labels.
    """

    model = Membership
    form = MembershipForm
    fields = ("region", "role", "unit", "is_active")
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer only the administrator's regions."""
        # The region is the form's own field: on the model nobody may write it.
        formset = super().get_formset(request, obj, **{**kwargs, "fields": MembershipForm.Meta.fields})
        mine = [row.pk for row in administered_regions(request.user)]
        formset.form.base_fields["region"].queryset = Region.objects.filter(pk__in=mine)
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators look."""
        return _is_region_administrator(request)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What somebody did in a role stays: the role ends, its record does not go."""
        return False


@admin.register(User)
class UserAdmin(_RegionAdministration, HouseAdmin):
    """People of the administrator's regions. Passwords are never set here: people are invited."""

    form = PersonForm
    list_display = ("name", "email", "language", "is_active")
    search_fields = ("name", "email")
    fields = ("name", "email", "language", "is_active", "is_staff", "roles_over_time")
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Return people with a role in the administrator's regions; the operator sees all."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        ids = [row.pk for row in administered_regions(request.user)]
        return rows.filter(memberships__region__in=ids, is_superuser=False).distinct()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The address is the key to the account; whoever works in other regions too is renamed by the operator."""
        if request.user.is_superuser:
            return ("roles_over_time",)
        mine = {row.pk for row in administered_regions(request.user)}
        elsewhere = obj is not None and set(obj.region_ids) - mine
        own = ("name", "language") if elsewhere else ()
        return ("email", "is_staff", "is_active", "roles_over_time", *own)

    @admin.display(description=gettext_lazy("Roles over time"))
    def roles_over_time(self, person: User) -> str:
        """Return which roles were given and ended in the administrator's regions, when and by whom."""
        lines = [
            (row["when"], row["region"], row["role"], row["what"], row["who"]) for row in role_history(person)
        ]
        return format_html_join("", "<p>{} · {} · {}: {} ({})</p>", lines) or "–"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save; an earlier address opens nothing any more."""
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            settle_address(person=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the roles; who administers a region by them may open this site."""
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            settle_administration(person=form.instance)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People are invited from the workspace; the operator may add them."""
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are switched off, not deleted."""
        return False


@admin.register(RegionPage)
class RegionPageAdmin(_RegionAdministration, VersionedAdminMixin, RegionAdmin):
    """Accessibility statement, privacy notice and moderation rules, per language."""

    list_display = ("kind", "language", "region", "checked_on")
    list_filter = ("kind", "language")
    fields = ("kind", "language", "body", "checked_on")
    readonly_fields = ("kind", "language")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The pages are made with the region."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A public service must have them."""
        return False

    def save_model(self, request: HttpRequest, obj: RegionPage, form: Any, change: bool) -> None:
        """Save and let the public page follow."""
        super().save_model(request, obj, form, change)
        bump_public(obj.region.slug)
