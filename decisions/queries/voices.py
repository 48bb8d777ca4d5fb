"""How people were heard before the decision, in figures: what the package tells the council of it."""

from typing import Any

from django.db.models import Count, Sum

from drafting.models import Body, Comment, Consultation
from drafting.queries.gate import asked_requests
from participation.enums import GONE, STAFF_CHANNELS
from participation.models import Contribution, ParticipationEvent, Response, Survey
from projects.models import ServicePromise
from servicelofte.common.fields import columns_of


def voices_of(promise: ServicePromise) -> dict[str, Any]:
    """Return the figures of a promise's hearing as plain JSON; eight queries, whatever the number of rows.

    `consultations` are [{version, opens_on, closes_on}] with days as "2027-03-01"; `comments` counts those not taken
    back; `opinions` {invited, received, bodies: [name by language]}, but for requests called off before they were
    answered; `surveys` {number, answers}; `events` {number, people}, of those whose turnout is recorded; `channels`
    counts by the channels that staff enters; `outcomes` counts published answers by their outcome.
    """
    project = promise.project_id
    surveys = Survey.objects.filter(project=project, published_at__isnull=False).aggregate(
        number=Count("pk"), answers=Sum("submission_count")
    )
    events = ParticipationEvent.objects.filter(project=project, participants__gt=0).aggregate(
        number=Count("pk"), people=Sum("participants")
    )
    requests = asked_requests().filter(consultation__draft__promise=promise)
    received = [row.body for row in requests.filter(opinion__isnull=False).select_related("body")]
    spoken = Contribution.objects.filter(project=project).exclude(moderation__in=GONE)
    comments = Comment.objects.filter(draft__promise=promise).exclude(contribution__moderation__in=GONE)
    answers = Response.objects.filter(contribution__project=project, published_at__isnull=False)
    return {
        "consultations": [
            {"version": number, "opens_on": opens.isoformat(), "closes_on": closes.isoformat()}
            for number, opens, closes in Consultation.objects.filter(draft__promise=promise)
            .order_by("opens_on", "pk")
            .values_list("draft__number", "opens_on", "closes_on")
        ],
        "comments": comments.count(),
        "opinions": {"invited": requests.count(), "received": len(received), "bodies": _named(received)},
        "surveys": {"number": surveys["number"], "answers": surveys["answers"] or 0},
        "events": {"number": events["number"], "people": events["people"] or 0},
        "channels": _counted(spoken.filter(channel__in=STAFF_CHANNELS), "channel"),
        "outcomes": _counted(answers, "outcome"),
    }


def _named(bodies: list[Body]) -> list[dict[str, str]]:
    names = [dict(columns_of(body, "name")) for body in bodies]
    return sorted(names, key=lambda name: list(name.values()))


def _counted(rows: Any, column: str) -> dict[str, int]:
    return dict(rows.order_by(column).values_list(column).annotate(number=Count("pk")))
