"""The pages of the demo by name: everybody's in the first part, the workspace's in the second."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import translation

from accounts.enums import SERVICE_PAGES, PageKind
from accounts.models import Region
from decisions.models import DecisionPackage, DocumentFile
from implementation.models import Action, Contract
from monitoring.models import Indicator
from participation.models import Contribution, Survey
from projects.enums import PhaseKey
from projects.models import Cell, Project, Statement
from servicelofte.common.tenancy import region_scope

# Voices that pages are about: (project, key of the content).
VOICES = (("everyone", "e01"), ("homecare", "a01"), ("homecare", "b37"))
# The workspace pages of a project in its first three phases: name → view.
FIRST_PHASES = {
    "project": "projects:project_detail",
    "project_edit": "projects:project_edit",
    "timetable": "projects:milestone_list",
    "members": "projects:member_list",
    "resources": "projects:resource_list",
    "project_plan": "projects:project_plan",
    "ledger": "projects:event_list",
    "groups": "participation:group_list",
    "plan": "participation:plan",
    "events": "participation:event_list",
    "coverage": "participation:coverage",
    "surveys": "participation:survey_list",
    "inbox": "participation:inbox",
    "contribution_new": "participation:contribution_create",
    "synthesis": "participation:synthesis_list",
    "moderation": "participation:moderation_list",
    "editor": "drafting:editor",
    "versions": "drafting:version_list",
    "compare": "drafting:compare",
    "analysis": "drafting:analysis",
    "opinions": "drafting:request_list",
}


@dataclass
class Found:
    """What of a region the handles name, by the keys of the content."""

    region: Region
    projects: dict[str, Project] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)
    packages: dict[str, DecisionPackage] = field(default_factory=dict)
    documents: list[DocumentFile] = field(default_factory=list)
    voices: dict[str, Contribution] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


def pages_of(bilingual: Found, finnish: Found) -> dict[str, str]:
    """Return name → path of the pages, with their language; the workspace's are those of the bilingual region."""
    with region_scope(bilingual.region):
        return {
            **_public(bilingual),
            **_in_other_languages(bilingual, finnish),
            **_by_code(bilingual),
            **_region_work(bilingual),
            **_first_phases(bilingual),
            **_last_phases(bilingual),
        }


def codes_of(found: Found) -> dict[str, str]:
    """Return the codes and the links that hold them."""
    links = {
        "receipt_link": ("participation:receipt_link", "receipt"),
        "opinion_link": ("drafting:opinion_link", "opinion"),
        "invitation_link": ("accounts:invitation", "invitation"),
    }
    made = {
        name: path(view, found.codes[code]) for name, (view, code) in links.items() if code in found.codes
    }
    return {**found.codes, **made}


def path(view: str, *args: object, language: str = "sv", query: str = "") -> str:
    """Return the address of a view in a language."""
    with translation.override(language):
        return reverse(view, args=args) + query


def _public(found: Found) -> dict[str, str]:
    slug = found.region.slug
    main, decided = found.projects["homecare"].slug, found.projects["everyone"].slug
    thread = found.voices["e01"]
    indicator = Indicator.objects.filter(promise__project=found.projects["everyone"]).order_by("pk").first()
    of_region = {
        "portal": path("front"),
        "region": path("region_home", slug),
        "take_part": path("region_take_part", slug),
        "followup": path("region_followup", slug),
        **_information(slug),
    }
    return {
        **of_region,
        "public_project": path("public_project", slug, main),
        "events_public": path("participation:events", slug, main),
        "heard": path("participation:synthesis_public", slug, main),
        "draft": path("drafting:draft", slug, main),
        "draft_version": path("drafting:draft_version", slug, main, 1),
        "draft_compare": path("drafting:draft_compare", slug, main),
        "comments": path("drafting:comment_list", slug, main),
        "comment_form": path("drafting:comment_form", slug, main, query="?part=whole"),
        "survey": path("participation:survey", slug, main, found.surveys["homecare_open"].pk),
        "survey_form": path("participation:survey_form", slug, main, found.surveys["homecare_open"].pk),
        "survey_results": path(
            "participation:survey_results", slug, main, found.surveys["homecare_closed"].pk
        ),
        "decision": path("decisions:decision", slug, decided),
        "promise": path("monitoring:promise", slug, decided),
        "indicator": path("monitoring:indicator", slug, decided, indicator.pk if indicator else 0),
        "feedback_form": path("monitoring:feedback_form", slug, decided),
        "thread": path("thread", slug, decided, "contribution", thread.pk),
        "thread_statement": path("thread", slug, decided, "statement", thread.comment.lineage),
        "sign_in": path("account_login"),
    }


def _information(slug: str) -> dict[str, str]:
    return {
        **{kind.value.replace("-", "_"): path("accounts:region_page", slug, kind.value) for kind in PageKind},
        **{f"service_{kind.value}": path("accounts:service_page", kind.value) for kind in SERVICE_PAGES},
    }


def _in_other_languages(found: Found, finnish: Found) -> dict[str, str]:
    slug, other = found.region.slug, finnish.region.slug
    main, decided = found.projects["homecare"].slug, found.projects["everyone"].slug
    nearby, mental = finnish.projects["nearby"].slug, finnish.projects["mental"]
    return {
        "portal_fi": path("front", language="fi"),
        "portal_en": path("front", language="en"),
        "draft_fi": path("drafting:draft", slug, main, language="fi"),
        "draft_en": path("drafting:draft", slug, main, language="en"),
        "promise_fi": path("monitoring:promise", slug, decided, language="fi"),
        "thread_fi": path("thread", slug, decided, "contribution", found.voices["e01"].pk, language="fi"),
        "finnish_region": path("region_home", other, language="fi"),
        "finnish_decision": path("decisions:decision", other, nearby, language="fi"),
        "finnish_promise": path("monitoring:promise", other, nearby, language="fi"),
        "finnish_survey": path(
            "participation:survey", other, mental.slug, finnish.surveys["mental_open"].pk, language="fi"
        ),
        "finnish_accessibility": path("accounts:region_page", other, "accessibility", language="fi"),
    }


def _by_code(found: Found) -> dict[str, str]:
    codes = found.codes
    made = {
        "receipt": path("participation:receipt_open"),
        "receipt_link": path("participation:receipt_link", codes["receipt"]),
        "invitation": path("accounts:invitation", codes["invitation"]),
    }
    if "opinion" in codes:
        made["opinion"] = path("drafting:opinion_link", codes["opinion"])
    return made


def _region_work(found: Found) -> dict[str, str]:
    slug = found.region.slug
    return {
        "home": path("workspace_home", slug),
        "projects": path("projects:project_list", slug),
        "project_new": path("projects:project_create", slug),
        "region_inbox": path("participation:region_inbox", slug),
        "bodies": path("drafting:body_list", slug),
        "jobs": path("jobs:job_list", slug),
        "outbox": path("notices:outbox", slug),
        "people": path("accounts:member_list", slug),
        "law": path("projects:law", slug),
        "admin": path("admin:index"),
    }


def _first_phases(found: Found) -> dict[str, str]:
    slug, main = found.region.slug, found.projects["homecare"]
    here = (slug, main.pk)
    cell = Cell.objects.filter(promise__project=main).order_by("pk").first()
    statement = Statement.objects.filter(promise__project=main).order_by("pk").first()
    phases = {
        f"phase_{number}": path("projects:phase_detail", *here, key.value)
        for number, key in enumerate(PhaseKey, start=1)
    }
    return {
        **{name: path(view, *here) for name, view in FIRST_PHASES.items()},
        **phases,
        "survey_work": path("participation:survey_detail", *here, found.surveys["homecare_open"].pk),
        "results": path("participation:results", *here, found.surveys["homecare_closed"].pk),
        "contribution": path("participation:contribution_detail", *here, found.voices["a01"].pk),
        "respond": path("participation:contribution_respond", *here, found.voices["b37"].pk),
        "synthesis_edit": path("participation:synthesis_edit", *here, "effectiveness"),
        "cell_edit": path("drafting:cell_edit", *here, cell.pk if cell else 0),
        "statement_edit": path("drafting:statement_edit", *here, statement.pk if statement else 0),
    }


def _last_phases(found: Found) -> dict[str, str]:
    slug = found.region.slug
    families, decided = found.projects["families"], found.projects["everyone"]
    here = (slug, decided.pk)
    package = (slug, families.pk, found.packages["families"].pk)
    action = Action.objects.filter(promise__project=decided).order_by("pk").first()
    contract = Contract.objects.filter(promise__project=decided).order_by("pk").first()
    indicator = Indicator.objects.filter(promise__project=decided).order_by("pk").first()
    return {
        "project_finished": path("projects:project_detail", *here),
        "package": path("decisions:package", slug, families.pk),
        "package_detail": path("decisions:package_detail", *package),
        "preview": path("decisions:preview", *package),
        "handling_new": path("decisions:handling_create", *package),
        "actions": path("implementation:action_list", *here),
        "action": path("implementation:action_detail", *here, action.pk if action else 0),
        "contracts": path("implementation:contract_list", *here),
        "contract": path("implementation:contract_detail", *here, contract.pk if contract else 0),
        "communication": path("implementation:communication_list", *here),
        "indicators": path("monitoring:indicator_list", *here),
        "indicator_work": path("monitoring:indicator_detail", *here, indicator.pk if indicator else 0),
        "measure": path("monitoring:measurement_create", *here, indicator.pk if indicator else 0),
        "status": path("monitoring:status_list", *here),
        "feedback": path("monitoring:feedback_list", *here),
        "rounds": path("monitoring:round_list", *here),
    }
