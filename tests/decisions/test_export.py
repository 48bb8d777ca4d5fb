"""What a project's export holds of its decisions: packages, handlings, and documents by what their bytes sum to."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from decisions.exports import export_project
from decisions.models import DocumentFile
from projects.models import Project
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.factories.decisions import EARLY, MEETING, decide, freeze, make_package, reload
from tests.factories.projects import make_project
from tests.support import as_written, count_queries

CONTENT = b"%PDF-1.7 as it was kept"


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


def keep(package) -> DocumentFile:
    row = DocumentFile(
        region=package.region,
        package=package,
        kind="decision",
        language="sv",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size=len(CONTENT),
        pages=3,
        made_at=clock.now(),
    )
    row.file.save("decision.pdf", ContentFile(CONTENT), save=True)
    return row


@pytest.fixture
def project(region) -> Project:
    return make_project(region, current="decision_making")


def test_export_holds_a_package_from_its_parts_to_its_documents_and_nothing_of_another_project(
    project, region
):
    package = freeze(make_package(project))
    freeze(make_package(make_project(region)))
    decide(package)
    keep(package)
    package = reload(package)
    [found] = as_written(export_project(project.pk))["packages"]
    assert {key: found[key] for key in ("promise", "version", "decided_version", "state", "presenter")} == {
        "promise": package.promise_id,
        "version": 1,
        "decided_version": 1,
        "state": "decided",
        "presenter": "Anna Esittelijä",
    }
    assert (found["frozen_digest"], found["ledger_head"]) == (package.frozen_digest, package.ledger_head)
    assert len(found["parts"]) == 14
    assert found["parts"][0] == {
        "kind": "proposal",
        "language": "sv",
        "words": "Så gör vi: proposal på svenska.",
        "budget_effect": found["parts"][0]["budget_effect"],
    }
    assert found["handlings"] == [
        {
            "body_kind": "council",
            "body_name": {"sv": "Fullmäktige", "fi": "Aluevaltuusto"},
            "meeting_on": MEETING.isoformat(),
            "section": "45",
            "result": "approved",
            "changes": {},
            "minutes_url": "",
            "amended_version": None,
            "early_reason": EARLY.reason,
            "early_language": "sv",
            "annulled_at": None,
            "annulled_reason": "",
            "annulled_language": "",
        }
    ]
    [document] = found["documents"]
    assert (document["sha256"], document["size"]) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert "decision.pdf" not in str(document)


def test_export_costs_the_same_with_more_of_everything(project):
    def more():
        package = freeze(make_package(project))
        decide(package)
        keep(package)

    more()
    few, _sql = count_queries(lambda: export_project(project.pk))
    more()
    more()
    many, sql = count_queries(lambda: export_project(project.pk))
    assert few == many == 4, "\n".join(sql)
