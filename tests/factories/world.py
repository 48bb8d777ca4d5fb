"""A whole region for the tests of isolation: one row of everything, each with a canary in its words."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import InviteCode, Region, User
from decisions.models import DecisionPackage, DocumentFile, Handling, PackagePart
from drafting.models import (
    Body,
    Comment,
    Consultation,
    DraftVersion,
    Opinion,
    OpinionRequest,
    OpinionStance,
    TargetCount,
    WordingChange,
)
from implementation.models import Action, Clause, Communication, Contract, Producer
from monitoring.models import (
    CorrectiveAction,
    EvaluationRound,
    Feedback,
    Indicator,
    Measurement,
    StatementStatus,
    Target,
)
from participation.models import (
    Contribution,
    ContributionContact,
    ParticipationEvent,
    ParticipationMethod,
    Response,
    StakeholderGroup,
    Survey,
    SurveyOption,
    SurveyQuestion,
    Synthesis,
    SynthesisCitation,
    SynthesisSentence,
    Theme,
)
from projects.enums import GuideKind, Perspective, PhaseKey
from projects.models import (
    GuideItem,
    Milestone,
    Project,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
    ServicePromise,
    Statement,
)
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import hash_code, receipt_code
from tests.factories.accounts import make_user
from tests.factories.projects import make_project, make_promise, make_statement

DAY = dt.timedelta(days=1)


@dataclass
class World:
    """A region's rows by the names that addresses use for them."""

    region: Region
    canary: str
    owner: User
    project: Project
    promise: ServicePromise
    statement: Statement
    rows: dict[str, Any]


def make_world(region: Region, canary: str) -> World:
    """Fill a region with one row of everything; every free text holds `canary`."""
    owner = make_user(region, "administrator", name=f"Owner {canary}")
    project = make_project(region, title_sv=canary, title_fi=canary, purpose_sv=canary)
    promise = make_promise(project, customer_group_sv=canary)
    statement = make_statement(promise, sv=f"Löfte {canary}", fi=f"Lupaus {canary}")
    world = World(
        region, canary, owner, project, promise, statement, {"statement": statement, "promise": promise}
    )
    with region_scope(region):
        for fill in (
            _projects,
            _participation,
            _surveys,
            _drafting,
            _decisions,
            _implementation,
            _monitoring,
        ):
            fill(world)
    return world


def _maker(world: World) -> Callable[..., Any]:
    def make(name: str, model: Any, /, **values: Any) -> Any:
        world.rows[name] = model.objects.create(region=world.region, **values)
        return world.rows[name]

    return make


def _projects(world: World) -> None:
    make, text = _maker(world), world.canary
    phase = ProjectPhase.objects.get(project=world.project, key=PhaseKey.PREPARATION)
    world.rows["phase"] = phase
    world.rows["cell"] = world.promise.cells.order_by("pk").first()
    world.rows["principle"] = world.promise.principles.order_by("pk").first()
    make(
        "invite",
        InviteCode,
        email="invited@example.fi",
        name=text,
        role="observer",
        code_hash=hashlib.sha256(f"{world.region.slug}:{text}".encode()).hexdigest(),
        expires_at=clock.now() + dt.timedelta(days=14),
    )
    make("member", ProjectMember, project=world.project, user=world.owner, group="project", duty=text)
    make("resource", ProjectResource, project=world.project, kind="money", label=text, amount=1)
    make("milestone", Milestone, project=world.project, title=text, day=clock.today() + DAY)
    make(
        "item",
        GuideItem,
        phase=phase,
        key="own_item",
        step_key="own_step",
        kind=GuideKind.QUESTION,
        place="editor",
        text_sv=text,
        text_fi=text,
        step_title_sv=text,
        is_own=True,
    )


def _contribution(world: World, channel: str, **values: Any) -> Contribution:
    row = Contribution.objects.create(
        region=world.region,
        project=world.project,
        channel=channel,
        language="sv",
        original=world.canary,
        public_text=world.canary,
        moderation=values.pop("moderation", "published"),
        received_at=clock.now(),
        retention_until=clock.today() + 365 * DAY,
        **values,
    )
    row.code_hash = hash_code(receipt_code(purpose="receipt", uuid=row.uuid, generation=1))
    row.save()
    return row


def _participation(world: World) -> None:
    make, text = _maker(world), world.canary
    group = make("group", StakeholderGroup, project=world.project, name_sv=text, name_fi=text, reason_sv=text)
    make("method", ParticipationMethod, group=group, method="workshops", responsible=text)
    make(
        "event",
        ParticipationEvent,
        project=world.project,
        title_sv=text,
        title_fi=text,
        method="workshops",
        day=clock.today(),
        begins=dt.time(17),
        place_sv=text,
        place_fi=text,
        state="announced",
        announced_at=clock.now(),
    )
    contribution = _contribution(world, "paper", group=group)
    world.rows["contribution"] = contribution
    ContributionContact.objects.create(
        region=world.region, contribution=contribution, name=text, email="a@example.fi"
    )
    make(
        "response",
        Response,
        contribution=contribution,
        outcome="noted",
        body=text,
        language="sv",
        published_at=clock.now(),
    )
    make("theme", Theme, project=world.project, name=text)
    synthesis = make("synthesis", Synthesis, project=world.project, perspective=Perspective.AVAILABILITY)
    sentence = make("sentence", SynthesisSentence, synthesis=synthesis, language="sv", body=text)
    make("citation", SynthesisCitation, sentence=sentence, contribution=contribution)


def _surveys(world: World) -> None:
    make, text = _maker(world), world.canary
    survey = make(
        "survey",
        Survey,
        project=world.project,
        title_sv=text,
        title_fi=text,
        state="open",
        opens_on=clock.today() - DAY,
        closes_on=clock.today() + DAY,
        published_at=clock.now(),
    )
    question = make("question", SurveyQuestion, survey=survey, kind="one", text_sv=text, text_fi=text)
    make("option", SurveyOption, question=question, label_sv=text, label_fi=text)


def _drafting(world: World) -> None:
    make, text = _maker(world), world.canary
    draft = _version(world)
    world.rows["version"] = world.rows["number"] = draft
    consultation = make(
        "consultation",
        Consultation,
        draft=draft,
        state="running",
        opens_on=clock.today() - DAY,
        closes_on=clock.today() + DAY,
    )
    make(
        "comment",
        Comment,
        contribution=_contribution(world, "comment"),
        consultation=consultation,
        draft=draft,
        target="statement",
        lineage=world.statement.lineage,
    )
    make(
        "change",
        WordingChange,
        version=draft,
        contribution=world.rows["contribution"],
        lineage=world.statement.lineage,
        made_at=clock.now(),
    )
    make("target_count", TargetCount, draft=draft, part=str(world.statement.lineage), shown=1)
    body = make(
        "body", Body, name_sv=text, name_fi=text, kind="partner", email="body@example.fi", language="sv"
    )
    request = make(
        "request",
        OpinionRequest,
        consultation=consultation,
        body=body,
        due_on=clock.today() + DAY,
        invited_at=clock.now(),
        state="submitted",
        submitted_at=clock.now(),
        code_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
    world.rows["opinion_request"] = request
    opinion = make(
        "opinion",
        Opinion,
        request=request,
        draft=draft,
        contribution=_contribution(world, "opinion"),
        signed_by=text,
    )
    make(
        "stance",
        OpinionStance,
        opinion=opinion,
        perspective="quality",
        viewpoint="resident",
        stance="supports",
    )


def _version(world: World) -> DraftVersion:
    from drafting.domain.snapshot import build_snapshot, snapshot_digest

    snapshot = build_snapshot(promise=world.promise)
    digest = snapshot_digest(snapshot=snapshot)
    return DraftVersion.objects.create(
        region=world.region,
        promise=world.promise,
        number=1,
        snapshot=snapshot,
        digest=digest,
        published_at=clock.now(),
        published_by=world.owner,
    )


def _decisions(world: World) -> None:
    make, text = _maker(world), world.canary
    package = make(
        "package", DecisionPackage, promise=world.promise, draft=world.rows["version"], presenter=text
    )
    make("part", PackagePart, package=package, kind="promise", language="sv", body=text)
    make(
        "handling",
        Handling,
        package=package,
        body_kind="council",
        body_name={"sv": text, "fi": text},
        meeting_on=clock.today(),
        section="1",
        result="approved",
        registered_at=clock.now(),
    )
    document = DocumentFile(
        region=world.region,
        package=package,
        kind="package",
        language="sv",
        made_at=clock.now(),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        size=len(text),
    )
    document.file.save(f"{text}.pdf", ContentFile(text.encode()), save=True)
    world.rows["document"] = document


def _implementation(world: World) -> None:
    make, text = _maker(world), world.canary
    action = make(
        "action",
        Action,
        promise=world.promise,
        title_sv=text,
        title_fi=text,
        due_on=clock.today(),
        owner=world.owner,
    )
    action.statements.add(world.statement)
    producer = make("producer", Producer, name=text)
    contract = make("contract", Contract, promise=world.promise, producer=producer, title=text)
    make("clause", Clause, contract=contract, statement=world.statement, language="sv", words=text)
    world.rows["line"] = make(
        "communication",
        Communication,
        project=world.project,
        channel="website",
        audience="public",
        message=text,
        day=clock.today(),
    )


def _monitoring(world: World) -> None:
    make, text = _maker(world), world.canary
    indicator = make(
        "indicator",
        Indicator,
        promise=world.promise,
        name_sv=text,
        name_fi=text,
        kind="outcome",
        unit_sv="%",
        source_sv=text,
    )
    indicator.statements.add(world.statement)
    make("target", Target, indicator=indicator, year=clock.today().year, value=90)
    measurement = make(
        "measurement", Measurement, indicator=indicator, day=clock.today(), value=91, entered_at=clock.now()
    )
    make(
        "status",
        StatementStatus,
        statement=world.statement,
        status="kept",
        since=clock.today(),
        evidence={"sv": text, "fi": text},
        indicator=indicator,
        measurement=measurement,
        set_at=clock.now(),
    )
    make("corrective", CorrectiveAction, statement=world.statement, title_sv=text, due_on=clock.today())
    make(
        "feedback",
        Feedback,
        contribution=_contribution(world, "feedback"),
        promise=world.promise,
        statement=world.statement,
        kind="problem",
        due_on=clock.today(),
    )
    make("round", EvaluationRound, promise=world.promise, title_sv=text, day=clock.today())
