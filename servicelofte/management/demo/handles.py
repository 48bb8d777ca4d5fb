"""What `var/demo.json` says: addresses, sign-ins, documents, ids and codes by which the demo is seen and tested."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.domain.membership import invitation_code, invite_person
from accounts.models import InviteCode
from decisions.models import DecisionPackage, DocumentFile
from drafting.domain.remiss import opinion_code
from drafting.models import OpinionRequest
from participation.domain.receipt import code_of
from participation.models import Contribution, Survey
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.management.demo import content_files, pages, regions
from servicelofte.management.demo.building import find_project
from servicelofte.management.demo.hearings import nonce_of
from servicelofte.management.demo.pages import Found
from servicelofte.management.demo.story import Cast

COLLEAGUE = {"email": "petter.ohman@skargardskusten.example", "name": "Petter Öhman"}


def write_handles(casts: dict[str, Cast], path: Path) -> dict[str, Any]:
    """Write the demo's handles to the file `path` and return them."""
    found = {slug: _find(cast) for slug, cast in casts.items()}
    bilingual, finnish = found["skargardskusten"], found["jarviselka"]
    described = {
        "base_url": settings.SITE_URL,
        "sign_in": _sign_ins(),
        "pages": pages.pages_of(bilingual, finnish),
        "documents": {**_documents(bilingual), **_documents(finnish)},
        "ids": _ids(bilingual),
        "codes": pages.codes_of(bilingual),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2), encoding="utf-8")
    return described


def _find(cast: Cast) -> Found:
    """Look up what the handles name in the region."""
    region = cast.region
    with region_scope(region):
        found = Found(region)
        for key in content_files.projects_of(region.slug):
            project = find_project(region, key)
            if project is None:
                raise LookupError(f"The demo lacks the project {key}")
            found.projects[key] = project
            found.surveys |= _surveys(key, project)
            packages = DecisionPackage.objects.filter(promise__project=project)
            if package := packages.order_by("pk").last():
                found.packages[key] = package
        found.documents = list(DocumentFile.objects.select_related("package__promise").order_by("pk"))
        if "homecare" in found.projects:
            found.codes = _codes(cast)
            found.voices = {key: _voice(project, key) for project, key in pages.VOICES}
    return found


def _surveys(key: str, project: Project) -> dict[str, Survey]:
    rows = Survey.objects.filter(project=project).order_by("pk")
    return {f"{key}_{row.state}": row for row in rows}


def _voice(project: str, key: str) -> Contribution:
    return Contribution.objects.select_related("comment").get(submission_key=nonce_of(project, key))


def _codes(cast: Cast) -> dict[str, str]:
    invited = OpinionRequest.objects.filter(state="invited", due_on__gte=clock.today()).order_by("pk").first()
    return {
        "receipt": code_of(contribution=_voice("homecare", "b02")),
        "receipt_waiting": code_of(contribution=_voice("homecare", "b36")),
        "invitation": invitation_code(_invitation(cast)),
        **({"opinion": opinion_code(opinion_request=invited)} if invited else {}),
    }


def _invitation(cast: Cast) -> InviteCode:
    """Return an invitation that still holds; the colleague is invited anew when the last one is too old."""
    known = InviteCode.objects.filter(
        email=COLLEAGUE["email"], used_at=None, expires_at__gt=clock.now()
    ).first()
    if known:
        return known
    inviter = cast.person("administrator")
    made = invite_person(region=cast.region, role="manager", language="sv", invited_by=inviter, **COLLEAGUE)
    if not isinstance(made, InviteCode):
        raise LookupError("The colleague who is invited in the demo has come already")
    return made


def _sign_ins() -> list[dict[str, str]]:
    people = [
        {
            "role": person["role"],
            "email": person["email"],
            "password": regions.PASSWORD,
            "region": facts["slug"],
        }
        for facts in content_files.regions()
        for person in facts["people"]
    ]
    operator = {"role": "operator", "email": regions.OPERATOR["email"], "password": regions.PASSWORD}
    return [*people, {**operator, "region": ""}]


def _documents(found: Found) -> dict[str, str]:
    keys = {package.pk: key for key, package in found.packages.items()}
    return {
        f"{keys[row.package_id]}_{row.kind}_{row.language}": row.file.path
        for row in found.documents
        if row.package_id in keys
    }


def _ids(found: Found) -> dict[str, int]:
    main, decided = found.projects["homecare"], found.projects["everyone"]
    with region_scope(found.region):
        return {
            "region": found.region.pk,
            "project": main.pk,
            "promise": main.promises.earliest("pk").pk,
            "promise_in_force": decided.promises.earliest("pk").pk,
            "package": found.packages["families"].pk,
            "survey": found.surveys["homecare_open"].pk,
            "survey_closed": found.surveys["homecare_closed"].pk,
        }
