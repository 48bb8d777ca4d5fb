"""The style guide: every shared component in its states, with real words. Open in development and in the demo."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from servicelofte.common.fields import DayField
from servicelofte.common.forms import HouseForm, TextArea, TextInput
from servicelofte.common.languages import INTERFACE, interface_language, own_name
from servicelofte.styleguide_samples import samples

LAYOUTS = {"public": "public/base.html", "workspace": "workspace/base.html"}
ERROR_PAGES = ("400", "403", "403_csrf", "404", "405", "409", "413", "429", "500", "503")


class SampleForm(HouseForm):
    """One field of each kind that the product uses."""

    words = TextArea(
        rows=5,
        label=_("What do you think?"),
        help_text=_(
            "Write as you speak. Leave out names, identity numbers and anything about your own health."
        ),
    )
    about = forms.ChoiceField(
        label=_("What does it concern?"),
        choices=[("cell", _("This goal")), ("statement", _("One sentence")), ("whole", _("The whole draft"))],
    )
    stance = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes")), ("partly", _("In part")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    channels = forms.MultipleChoiceField(
        label=_("How do you use the services?"),
        choices=[("visit", _("I visit a station")), ("phone", _("By phone")), ("online", _("Online"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    due = DayField(label=_("By when?"), required=False)
    follow = forms.BooleanField(label=_("Tell me when there is an answer"), required=False)


class FilterForm(HouseForm):
    """The filters of a list."""

    text = TextInput(label=_("Search for words"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), ("open", _("Unanswered")), ("done", _("Answered"))],
        required=False,
    )


def sample_errors() -> SampleForm:
    """Return the sample form as it comes back when nothing was filled in."""
    form = SampleForm(data={"words": "", "about": "cell"}, auto_id="error_%s")
    form.fields["words"].error_messages["required"] = _("Write what you think; a few words are enough.")
    form.fields["stance"].error_messages["required"] = _("Choose one of the three.")
    form.full_clean()
    return form


class StyleguideView(TemplateView):
    """`/styleguide/?layout=public|workspace&lang=sv|fi|en`, and `?page=404` for the error pages."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render in the language asked for, without touching the reader's own."""
        language = request.GET.get("lang", translation.get_language())
        with translation.override(interface_language(language)):
            return cast(TemplateResponse, self.render_to_response(self.get_context_data(**kwargs))).render()

    def get_template_names(self) -> list[str]:
        """Return the guide itself or the error page asked for."""
        page = self.request.GET.get("page")
        return [f"{page}.html"] if page in ERROR_PAGES else ["styleguide/index.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the samples and the values that the layouts ask for."""
        layout = self.request.GET.get("layout", "public")
        language = translation.get_language()
        return super().get_context_data(
            layout=LAYOUTS.get(layout, LAYOUTS["public"]),
            error_pages=ERROR_PAGES,
            sample_form=SampleForm(),
            form_with_errors=sample_errors(),
            filter_form=FilterForm(auto_id="filter_%s"),
            field=FilterForm(auto_id="field_%s")["text"],
            page_language_links=[
                {
                    "code": code,
                    "label": own_name(code),
                    "url": f"?lang={code}&layout={layout}",
                    "current": code == language,
                }
                for code in (INTERFACE if layout == "workspace" else INTERFACE[:2])
            ],
            **samples(),
            **kwargs,
        )
