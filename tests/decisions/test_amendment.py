"""What the meeting itself changed of a sentence, in the golden thread."""

import pytest
from django.urls import reverse
from django.utils import translation

from decisions.domain.handling import annul_handling
from decisions.enums import HandlingResult
from decisions.models import Handling
from decisions.queries.amendment import AmendmentThread
from drafting.domain.version import publish_version
from drafting.models import DraftVersion
from projects.enums import Viewpoint
from projects.models import Project, PromiseText, Statement
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.common.thread import Ref
from tests.factories.accounts import make_region
from tests.factories.decisions import decide, freeze, make_package, reload
from tests.factories.projects import make_statement
from tests.support import count_queries

pytestmark = pytest.mark.django_db
CHANGES = {"sv": "Svar samma dag blev svar inom ett dygn.", "fi": "Vastaus tulee vuorokaudessa."}
NOW = "Jag får svar inom ett dygn."


@pytest.fixture
def region():
    return make_region("oster")


@pytest.fixture
def package(region):
    """A published decision of a meeting that reworded the first sentence in Swedish and added one."""
    package = freeze(make_package(region=region))
    with region_scope(region):
        text = PromiseText.objects.get(statement__cell__viewpoint=Viewpoint.RESIDENT, language="sv")
        text.body = NOW
        text.save()
    make_statement(package.promise, sv="Du får svar på ditt språk.", fi="Saat vastauksen kielelläsi.")
    with region_scope(region):
        amended = publish_version(promise=package.promise, actor=None)
        decide(package, result=HandlingResult.AMENDED, changes=CHANGES, amended_draft=amended)
        package = reload(package)
        type(package).objects.filter(pk=package.pk).update(published_at=clock.now())
    return reload(package)


def sentences(package):
    """The statements of the promise: the reworded one, the one that stayed, the added one."""
    return list(Statement.objects.filter(promise=package.promise).order_by("pk"))


def page(client, package, statement, language="sv"):
    project = package.promise.project
    with translation.override(language):
        args = [project.region.slug, project.slug, "statement", str(statement.lineage)]
        return client.get(reverse("thread", args=args)).text


def test_thread_of_a_sentence_tells_what_the_meeting_changed_it_from_and_to(client, region, package):
    with region_scope(region):
        reworded, kept, added = sentences(package)
    text = page(client, package, reworded)
    assert "Ändrat av mötet" in text
    assert NOW in text
    assert "Mötet ändrade meningen. I förslaget stod: Jag får svar samma dag." in text
    assert f"from={package.draft.number}&amp;to={package.decided_draft.number}" in text
    assert "Ändrat av mötet" not in page(client, package, kept)
    assert "Mötet lade till meningen." in page(client, package, added)


def test_amendment_in_one_language_is_told_in_it_wherever_it_is_read(client, region, package):
    with region_scope(region):
        text = page(client, package, sentences(package)[0], "fi")
    assert '<span lang="sv">Jag får svar samma dag.</span>' in text


def test_amendment_is_told_of_published_decisions_that_stand_only(region, package):
    with region_scope(region), translation.override("sv"):
        ref = Ref("amendment", f"{package.pk}.{sentences(package)[0].lineage}")
        assert [card.quote for card in AmendmentThread().cards([ref])] == [NOW]
        type(package).objects.filter(pk=package.pk).update(published_at=None)
        assert list(AmendmentThread().cards([ref])) == []
        type(package).objects.filter(pk=package.pk).update(published_at=clock.now())
        row = Handling.objects.get()
        annul_handling(handling=row, actor=None, opened=row.version, reason="Fel.", language="sv")
        assert list(AmendmentThread().cards([ref])) == []
        assert list(AmendmentThread().edges([ref])) == []
        amended = DraftVersion.objects.order_by("number").last()
        decide(package, section="46", result=HandlingResult.AMENDED, changes=CHANGES, amended_draft=amended)
        type(package).objects.filter(pk=package.pk).update(published_at=clock.now())
        assert [card.quote for card in AmendmentThread().cards([ref])] == [NOW]


def test_amendment_is_told_to_nobody_while_its_project_is_closed_to_everybody(region, package):
    """Not in the thread of another project either: an address may name whatever its writer wants."""
    with region_scope(region):
        ref = Ref("amendment", f"{package.pk}.{sentences(package)[0].lineage}")
        Project.objects.filter(pk=package.promise.project_id).update(is_public=False, closed_reason="Begärt")
        assert list(AmendmentThread().cards([ref])) == []


def test_amendment_joins_the_decision_and_the_sentence_in_one_query(region, package):
    with region_scope(region):
        reworded, kept, added = sentences(package)
        amendment = Ref("amendment", f"{package.pk}.{reworded.lineage}")
        statement, decision = Ref("statement", str(reworded.lineage)), Ref("decision", str(package.pk))
        joined = {(amendment, statement), (statement, amendment), (decision, amendment)}
        thread = AmendmentThread()
        assert set(thread.edges([statement])) == set(thread.edges([amendment])) == joined
        assert list(thread.edges([Ref("statement", str(kept.lineage))])) == []
        refs = [Ref("statement", str(row.lineage)) for row in (reworded, kept, added)]
        assert count_queries(lambda: list(thread.edges([*refs, amendment])))[0] == 1
        assert count_queries(lambda: list(thread.cards([amendment])))[0] == 1
        assert list(thread.edges([Ref("amendment", "x.y"), Ref("statement", "nonsense")])) == []
