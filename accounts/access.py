"""How a workspace view says who may: one permission string; foreign rows are 404, an insufficient role 403."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.enums import SERVICE_PAGES, PageKind
from accounts.models import Region, User
from servicelofte.common import registry
from servicelofte.common.languages import INTERFACE, own_name, page_language

if TYPE_CHECKING:
    from django.views.generic import TemplateView as _View
else:
    _View = object


class RegionRequest(HttpRequest):
    """A request below a region's address, as the middleware hands it on."""

    region: Region
    scope_stack: ExitStack


def language_links(request: HttpRequest, codes: Iterable[str] = INTERFACE) -> list[dict[str, Any]]:
    """Return the language switch: the same page in each of the languages `codes`."""
    path = request.get_full_path()
    present = path[1:3]
    return [
        {"code": code, "label": own_name(code), "url": f"/{code}{path[3:]}", "current": code == present}
        for code in codes
    ]


def carrying_switch(
    links: Iterable[dict[str, Any]], *, form: str = "", code: str = "", path: str = ""
) -> dict[str, Any]:
    """Return the language switch of a page that links would empty: buttons that take along what stands in it.

    `links` are those of `language_links`; `form` is the id of the form with words that were not sent, `code` that of
    a receipt, which is opened in the other language at `path`.
    """
    rows = [{**link, "url": f"/{link['code']}{path[3:]}" if path else link["url"]} for link in links]
    return {"page_language_links": rows, "switch_form": form, "switch_code": code}


def check_access(request: RegionRequest, permission: str, row: Any = None) -> HttpResponse | None:
    """Return a redirect to sign-in, or None when the person may; raises Http404 (other region) or
    PermissionDenied (role).
    """
    refused = _check_member(request)
    if refused is None and not request.user.has_perm(permission, row if row is not None else request.region):
        raise PermissionDenied
    return refused


def _check_member(request: RegionRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return redirect_to_login(_page_left(request), settings.LOGIN_URL)
    if not request.user.roles_in(request.region.pk):
        raise Http404
    return None


def _page_left(request: HttpRequest) -> str:
    """Return the address to come back to after signing in: the page asked for, or that where the button was pressed.

    An address that a button sends to may have no page of its own to come back to.
    """
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        referer, {request.get_host()}, require_https=request.is_secure()
    )
    if request.method not in ("GET", "HEAD") and is_ours:
        page = urlsplit(referer)
        if page.path.startswith("/") and not page.path.startswith("//"):
            return f"{page.path}?{page.query}" if page.query else page.path
    return request.get_full_path()


def workspace_navigation(request: RegionRequest) -> list[dict[str, Any]]:
    """Return the main navigation of the workspace for the person and region, as registered by the apps."""
    return _navigation(request, in_menu=False)


def _navigation(request: RegionRequest, *, in_menu: bool) -> list[dict[str, Any]]:
    region, user = request.region, request.user
    rows = []
    for item in registry.navigation.values():
        if item.in_menu != in_menu or (item.permission and not user.has_perm(item.permission, region)):
            continue
        url = reverse(item.url_name, args=[region.slug])
        count = item.count(user, region.pk) if item.count else None
        rows.append({"label": item.label, "url": url, "count": count, "current": request.path == url})
    return rows


class WorkspaceMixin(_View):
    """A workspace page: `permission` names the rule, `breadcrumbs()` the way here.

    The object that the rule is asked about is `get_permission_object()`; None asks about the region.
    """

    permission: str
    request: RegionRequest

    def get_permission_object(self) -> Any:
        """Return the row that the rule is asked about."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who may."""
        # The row is looked for only once it is known that the person works here.
        refused = _check_member(self.request)
        refused = refused or check_access(self.request, self.permission, self.get_permission_object())
        return refused or super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self) -> list[dict[str, str]]:
        """Return {label, url} from the workspace's home to the page above this one."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the workspace layout shows."""
        context = super().get_context_data(**kwargs)
        context.setdefault("workspace_nav", workspace_navigation(self.request))
        context.setdefault("page_language_links", language_links(self.request))
        context.setdefault("breadcrumbs", self.breadcrumbs())
        context.setdefault("home_url", reverse("workspace_home", args=[self.request.region.slug]))
        context.setdefault("account_links", account_links(self.request))
        return context


def account_links(request: RegionRequest) -> list[dict[str, Any]]:
    """Return the links of the person's own menu: looking after the region, second factor, password, admin site."""
    user = cast(User, request.user)
    region = getattr(request, "region", None)
    links = [(_("Choose region"), reverse("work_home") + "?choose=1")] if len(user.region_ids) > 1 else []
    links += [
        (_("Two-step sign-in"), reverse("mfa_index")),
        (_("Change password"), reverse("account_change_password")),
    ]
    if settings.OIDC_CLIENT_ID:
        links.append((_("Sign-in by another service"), reverse("socialaccount_connections")))
    if user.is_staff:
        links.append((_("Administration"), reverse("admin:index")))
    own = [{"label": label, "url": url, "current": False} for label, url in links]
    return [*(_navigation(request, in_menu=True) if region else []), *own]


def workspace(permission: str) -> Callable[..., Any]:
    """Guard a function view (actions and downloads) as WorkspaceMixin guards a page."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: RegionRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return check_access(request, permission) or view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


class PublicMixin(_View):
    """A public page of a region: its layout's navigation, footer and language switch. Asks nothing of sessions."""

    request: RegionRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the public layout shows."""
        context = super().get_context_data(**kwargs)
        context.update(public_layout(self.request))
        return context


def footer_links(region: Region | None, *, sign_in: str = "") -> list[dict[str, str]]:
    """Return {label, url} of the information pages of a region, or of the installation where there is none; last,
    where its address `sign_in` is given, the way in for staff.
    """
    if region:
        links = [
            (str(kind.label), reverse("accounts:region_page", args=[region.slug, kind.value]))
            for kind in PageKind
        ]
    else:
        links = [
            (str(kind.label), reverse("accounts:service_page", args=[kind.value])) for kind in SERVICE_PAGES
        ]
    links += [(_("For staff: sign in"), sign_in)] if sign_in else []
    return [{"label": label, "url": url} for label, url in links]


def public_layout(request: RegionRequest, project: Any = None) -> dict[str, Any]:
    """Return the public layout's values: navigation, language switch and footer links.

    The switch offers the region's languages, English, and always the one that the page is read in: who comes from the
    portal in Swedish to a region that has none finds the way back.
    On a page of a `project` (what has a slug and a title) also the way back to it, and it in the page's title.
    """
    region = request.region
    nav = [
        (_("The promise"), reverse("region_promise", args=[region.slug])),
        (_("Take part"), reverse("region_take_part", args=[region.slug])),
        (_("Follow-up"), reverse("region_followup", args=[region.slug])),
    ]
    codes = region.interface_languages
    codes += [code for code in dict.fromkeys((page_language(), "en")) if code not in codes]
    layout: dict[str, Any] = {
        "public_nav": [{"label": label, "url": url, "current": request.path == url} for label, url in nav],
        "page_language_links": language_links(request, codes),
        "home_url": reverse("region_home", args=[region.slug]),
        "footer_links": footer_links(region, sign_in=reverse("workspace_home", args=[region.slug])),
    }
    if project:
        back = {
            "label": project.title,
            "url": reverse("public_project", args=[region.slug, project.slug]),
        }
        layout |= {"project": project, "breadcrumbs": [back]}
    return layout
