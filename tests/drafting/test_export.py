"""What a project's export holds of its drafts: versions as published, and the places of what was said of them."""

import pytest

from drafting.domain.opinion import Answers, submit_opinion
from drafting.domain.snapshot import snapshot_digest
from drafting.exports import export_project
from drafting.models import Opinion
from participation.domain.moderation import publish_contributions
from tests.drafting.test_comment import say
from tests.factories.accounts import make_user
from tests.factories.drafting import make_consultation, make_version
from tests.factories.projects import make_project, make_promise
from tests.factories.remiss import make_request
from tests.support import as_written, count_queries


@pytest.fixture
def preparer(cast):
    return make_user(cast.region, "preparer")


def opinion(consultation, actor) -> Opinion:
    """Let a body say what it thinks of the whole and of one goal."""
    request = make_request(consultation, actor)
    answers = Answers(
        general="Vi stöder löftet.",
        signed_by="Sven Signerare, ordförande",
        cells={("quality", "resident"): ("supports", "Klart och tydligt.")},
    )
    submit_opinion(opinion_request=request, answers=answers, opened=request.version)
    return Opinion.objects.select_related("contribution").get(request=request)


def publish(cast, contribution, actor) -> None:
    contribution.refresh_from_db()
    publish_contributions(project=cast.project, opened={contribution.pk: contribution.version}, actor=actor)


def test_export_holds_every_version_as_it_was_published_and_nothing_of_another_project(cast):
    version = make_version(cast.promise)
    consultation = make_consultation(version)
    make_consultation(make_version(make_promise(make_project(cast.region))))
    found = as_written(export_project(cast.project.pk))
    [row] = found["versions"]
    assert (row["promise"], row["number"], row["digest"]) == (cast.promise.pk, 1, version.digest)
    assert snapshot_digest(snapshot=row["snapshot"]) == version.digest
    [period] = found["consultations"]
    assert period == {
        "promise": cast.promise.pk,
        "version": 1,
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
        "state": consultation.state,
    }


def test_export_tells_what_a_comment_is_about_and_not_what_it_says(cast):
    version = make_version(cast.promise)
    make_consultation(version)
    said = say(version, part=str(cast.statement.lineage), words="Min diabetes")
    found = as_written(export_project(cast.project.pk))
    assert found["comments"] == [
        {
            "contribution": said.pk,
            "promise": cast.promise.pk,
            "version": 1,
            "target": "statement",
            "perspective": "availability",
            "viewpoint": "resident",
            "lineage": str(cast.statement.lineage),
        }
    ]
    assert "diabetes" not in str(found)


def test_export_holds_an_opinion_once_everybody_may_read_it_and_never_who_signed_or_the_address(
    cast, preparer
):
    consultation = make_consultation(make_version(cast.promise))
    given = opinion(consultation, preparer)
    [request] = as_written(export_project(cast.project.pk))["opinion_requests"]
    assert request["body"] == {"sv": given.request.body.name}
    assert (request["promise"], request["version"], request["state"]) == (cast.promise.pk, 1, "submitted")
    assert request["opinion"] is None
    publish(cast, given.contribution, preparer)
    [request] = as_written(export_project(cast.project.pk))["opinion_requests"]
    [stance] = given.stances.all()
    assert request["opinion"] == {
        "contribution": given.contribution_id,
        "version": 1,
        "stances": [
            {
                "perspective": "quality",
                "viewpoint": "resident",
                "stance": "supports",
                "contribution": stance.contribution_id,
            }
        ],
    }
    for hidden in ("Signerare", "example.fi", given.request.code_hash):
        assert hidden not in str(request)


def test_export_costs_the_same_with_more_of_everything(cast, preparer):
    def more():
        consultation = make_consultation(make_version(make_promise(cast.project)))
        say(consultation.draft)
        publish(cast, opinion(consultation, preparer).contribution, preparer)

    more()
    few, _sql = count_queries(lambda: export_project(cast.project.pk))
    more()
    more()
    many, sql = count_queries(lambda: export_project(cast.project.pk))
    assert few == many == 5, "\n".join(sql)
