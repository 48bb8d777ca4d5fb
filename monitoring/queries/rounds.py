"""What the page of evaluation rounds shows."""

from typing import Any

from django.utils.translation import gettext as _

from monitoring.enums import ROUND_MOVES, RoundState
from monitoring.models import EvaluationRound
from projects.models import Project
from servicelofte.common.fields import column_words

_TONES = {RoundState.OPEN: "info", RoundState.DONE: "success"}


def round_list(project: Project) -> list[dict[str, Any]]:
    """Return a project's evaluation rounds, the latest day first, with the moves each may make; one query."""
    rows = EvaluationRound.objects.filter(promise__project=project).order_by("-day", "-pk")
    found = []
    for row in rows:
        title, lang = column_words(row, "title")
        conclusions, conclusions_lang = column_words(row, "conclusions")
        found.append(
            {
                "pk": row.pk,
                "title": title,
                "lang": lang,
                "day": row.day,
                "state_label": str(RoundState(row.state).label),
                "tone": _TONES.get(RoundState(row.state), "plain"),
                "conclusions": conclusions,
                "conclusions_lang": conclusions_lang,
                "moves": [(target, _verb(row.state, target)) for target in ROUND_MOVES.targets(row.state)],
            }
        )
    return found


def _verb(state: str, target: str) -> str:
    if target == RoundState.DONE:
        return _("Finish the round")
    return _("Open the round again") if state == RoundState.DONE else _("Begin the round")
