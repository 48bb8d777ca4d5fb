"""Ten thousand comments on the open draft: written in bulk, with the same rows beside them as when people send them."""

import datetime as dt
import random
import uuid
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from drafting.domain.comment import recount
from drafting.models import Comment, Consultation
from drafting.queries.part import Part, read_part
from participation.domain.contribution import RECEIPT, retention_day
from participation.enums import Channel, Moderation, Outcome
from participation.models import Contribution, ContributionCode, Response
from projects.domain.ledger import seal_events
from projects.models import Project, ProjectEvent
from servicelofte.common import clock
from servicelofte.common.public_cache import bump_public
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import hash_code, receipt_code
from servicelofte.management.demo import content_files
from servicelofte.management.demo.building import find_project
from servicelofte.management.demo.hearings import nonce_of
from servicelofte.management.demo.story import Cast

COMMENTS = 10_000
BATCH = 1_000
ANSWERED_EACH = 4
SEED = 2027


def gather(cast: Cast) -> int:
    """Fill the open draft up to ten thousand comments; returns how many were added."""
    with region_scope(cast.region):
        project = find_project(cast.region, "homecare")
        if project is None:
            raise LookupError("The demo lacks the project homecare")
        consultation = (
            Consultation.objects.select_related("draft").filter(draft__promise__project=project).latest("pk")
        )
        there = Comment.objects.filter(draft=consultation.draft).count()
        for start in range(there, COMMENTS, BATCH):
            _add(cast, project, consultation, range(start, min(start + BATCH, COMMENTS)))
        if there < COMMENTS:
            recount(draft=consultation.draft)
            seal_events(region=cast.region)
            bump_public(cast.region.slug)
    return max(0, COMMENTS - there)


@transaction.atomic
def _add(cast: Cast, project: Project, consultation: Consultation, numbers: range) -> None:
    parts = _parts(consultation.draft.snapshot)
    rows, about = [], []
    for number in numbers:
        chance = random.Random(f"{SEED}/{number}")
        rows.append(_contribution(cast, project, consultation, number, chance))
        about.append(read_part(text=chance.choice(parts), snapshot=consultation.draft.snapshot) or Part())
    bulk_create_with_history(rows, Contribution, batch_size=BATCH)
    Comment.objects.bulk_create(
        Comment(
            region=cast.region,
            contribution=row,
            consultation=consultation,
            draft=consultation.draft,
            target=part.target,
            perspective=part.perspective,
            viewpoint=part.viewpoint,
            lineage=part.lineage,
        )
        for row, part in zip(rows, about, strict=True)
    )
    ContributionCode.objects.bulk_create(
        ContributionCode(
            region=cast.region, contribution=row, perspective=part.perspective, viewpoint=part.viewpoint
        )
        for row, part in zip(rows, about, strict=True)
        if part.perspective
    )
    _answer(cast, rows)
    _tell(cast, project, rows)


def _parts(snapshot: dict[str, Any]) -> list[str]:
    """Return what a comment may be about, in the form's words: every statement, and the whole now and then."""
    lineages = [
        statement["lineage"]
        for perspective in snapshot["perspectives"]
        for cell in perspective["cells"].values()
        for statement in cell["statements"]
    ]
    return [*lineages, "whole", "whole"]


def _contribution(
    cast: Cast, project: Project, consultation: Consultation, number: int, chance: random.Random
) -> Contribution:
    said = [
        row
        for name in ("comments_1", "comments_2")
        for row in content_files.project("homecare")[name]
        if "moderate" not in row
    ]
    one, two = chance.choice(said), chance.choice(said)
    words = one["words"] if one["lang"] != two["lang"] or one is two else f"{one['words']} {two['words']}"
    days = max(1, (clock.today() - consultation.opens_on).days)
    received = clock.start_of(consultation.opens_on) + dt.timedelta(seconds=chance.randrange(days * 86_400))
    key = uuid.UUID(int=chance.getrandbits(128), version=4)
    return Contribution(
        region=cast.region,
        project=project,
        uuid=key,
        channel=Channel.COMMENT,
        language=one["lang"],
        original=words,
        public_text=words,
        moderation=Moderation.PUBLISHED,
        is_coded=True,
        code_hash=hash_code(receipt_code(purpose=RECEIPT, uuid=key, generation=1)),
        submission_key=nonce_of("crowd", number),
        received_at=received,
        retention_until=retention_day(region=cast.region, received=received),
    )


def _answer(cast: Cast, rows: list[Contribution]) -> None:
    words = content_files.defaults()["stances"]["supports"]["words"]
    answers = [
        Response(
            region=cast.region,
            contribution=row,
            outcome=Outcome.NOTED,
            body=words[row.language],
            language=row.language,
            written_by=cast.person("preparer"),
            published_at=clock.now(),
        )
        for row in rows[::ANSWERED_EACH]
    ]
    bulk_create_with_history(answers, Response, batch_size=BATCH)


def _tell(cast: Cast, project: Project, rows: list[Contribution]) -> None:
    ProjectEvent.objects.bulk_create(
        ProjectEvent(
            region=cast.region,
            project=project,
            kind="contribution.received",
            subject=f"contribution:{row.pk}",
            data={"channel": Channel.COMMENT.value},
            at=row.received_at,
        )
        for row in rows
    )
