"""What a package says, as plain JSON: shown while it is put together, kept unchanged once it is frozen.

{
    "format": 2,
    "region": {"sv": …}, "project": {"sv": …}, "period": [2027, 2029], "parent_document": "service_strategy",
    "presenter": "…", "registry_number": "…",
    "languages": ["sv", "fi"],
    "version": {"number": 2, "digest": "…", "published_at": "2027-01-30T12:00:00+02:00"},
    "parts": {"proposal": {"sv": {"body": "…", "budget_effect": "…"}, …}, "promise": …, "implementation": …, …},
    "voices": as `decisions.queries.voices.voices_of` gives them,
}

What was frozen stays in the format of its day: in format 1 there is no proposal among the parts.
"""

from typing import Any

from decisions.enums import PartKind
from decisions.models import DecisionPackage, Handling, PackagePart
from decisions.queries.voices import voices_of
from servicelofte.common import clock
from servicelofte.common.digest import json_digest
from servicelofte.common.fields import columns_of

FORMAT = 2


def package_content(package: DecisionPackage) -> dict[str, Any]:
    """Return what the package says now, or as it stood when it was frozen.

    Needs `promise.project.region` and `draft` loaded; eight queries while it is being put together, none afterwards.
    """
    if package.frozen:
        return package.frozen
    promise, draft = package.promise, package.draft
    project, region = promise.project, promise.project.region
    return {
        "format": FORMAT,
        "region": dict(columns_of(region, "name")),
        "project": dict(columns_of(project, "title")),
        "period": [project.period_from, project.period_to],
        "parent_document": project.parent_document,
        "presenter": package.presenter,
        "registry_number": package.registry_number,
        "languages": region.languages,
        "version": {
            "number": draft.number,
            "digest": draft.digest,
            "published_at": draft.published_at.astimezone(clock.HELSINKI).isoformat(),
        },
        "parts": parts_of(package, region.languages),
        "voices": voices_of(promise),
    }


def parts_of(package: DecisionPackage, languages: list[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Return {part: {language: {body, budget_effect}}} of a package's texts in the languages; one
    query.
    """
    parts = {
        kind: {code: {"body": "", "budget_effect": ""} for code in languages} for kind in PartKind.values
    }
    for row in PackagePart.objects.filter(package=package, language__in=languages):
        parts[row.kind][row.language] = {"body": row.body, "budget_effect": row.budget_effect}
    return parts


def parts_digest(package: DecisionPackage) -> str:
    """Return the SHA-256 (hex) over the texts of a package as they stand; one query. Needs `region` loaded."""
    return json_digest(parts_of(package, package.region.languages))


def content_digest(content: dict[str, Any], snapshot: Any) -> str:
    """Return the SHA-256 (hex) over everything a package says and the promise's snapshot: its `frozen_digest`."""
    return json_digest({"content": content, "snapshot": snapshot})


def decision_digest(package: DecisionPackage, handlings: list[Handling]) -> str:
    """Return the SHA-256 (hex) over a frozen package, its handlings and the decided version: what a decision says."""
    decided = package.decided_draft
    return json_digest(
        {
            "package": package.frozen_digest,
            "ledger": [package.ledger_number, package.ledger_head],
            "version": decided.digest if decided else "",
            "handlings": [
                {
                    "body": row.body_kind,
                    "name": row.body_name,
                    "meeting_on": row.meeting_on.isoformat(),
                    "section": row.section,
                    "result": row.result,
                    "changes": row.changes,
                    "minutes": row.minutes_url,
                }
                for row in handlings
            ],
        }
    )
