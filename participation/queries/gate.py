"""Figures of the gate of phase 2, of the plan in phase 1, and of deadlines."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from participation.enums import OF_NO_USE, Relevance, SurveyState, SynthesisState
from participation.models import Contribution, ParticipationMethod, StakeholderGroup, Survey, Synthesis
from participation.queries.coverage import groups_heard
from participation.queries.groups import IN_PROJECT
from projects.enums import Perspective
from servicelofte.common.formatting import percent_done
from servicelofte.common.registry import GateResult, share_state
from servicelofte.common.tenancy import region_url


def places_decided(project_id: int) -> tuple[int, int, bool]:
    """Return (groups whose place is decided, all groups, whether the minorities are among the decided); one query."""
    rows = list(
        StakeholderGroup.objects.filter(project_id=project_id).values_list(
            "relevance", "is_language_minority"
        )
    )
    decided = [row for row in rows if row[0] != Relevance.UNDECIDED]
    return len(decided), len(rows), any(is_minority for _relevance, is_minority in decided)


def methods_planned(project_id: int) -> tuple[int, int]:
    """Return (central and involved groups that have a method, all of them); one query (Handbook p. 18)."""
    rows = StakeholderGroup.objects.filter(project_id=project_id, relevance__in=IN_PROJECT)
    counts = list(rows.order_by().annotate(count=Count("methods")).values_list("count", flat=True))
    return sum(1 for count in counts if count), len(counts)


def coded(project_id: int) -> tuple[int, int]:
    """Return (contributions that are coded, all that are of use); one query (Handbook p. 19).

    Of use is what was not withdrawn, erased or refused by the moderation.
    """
    rows = Contribution.objects.filter(project_id=project_id).exclude(moderation__in=OF_NO_USE)
    counts = dict(rows.order_by().values_list("is_coded").annotate(count=Count("pk")))
    return counts.get(True, 0), sum(counts.values())


def syntheses_approved(project_id: int) -> int:
    """Return how many syntheses of a project are approved; one query (Handbook p. 19)."""
    return Synthesis.objects.filter(project_id=project_id, state=SynthesisState.APPROVED).count()


def open_surveys(project_id: int) -> Any:
    """Return the published surveys of a project that are not closed."""
    return Survey.objects.filter(project_id=project_id, state=SurveyState.OPEN)


def planned_ends(project_id: int) -> Any:
    """Return the lines of the plan that have a last day, with their groups; none of groups that are not relevant."""
    rows = ParticipationMethod.objects.filter(group__project_id=project_id, to_day__isnull=False)
    return rows.exclude(group__relevance=Relevance.NOT_RELEVANT).select_related("group")


def _share(done: int, wanted: int, url: str, *, nothing: str = "") -> GateResult:
    """Return how much of something is done, as a bar and a figure; `nothing` is said while there is nothing to do."""
    if nothing and not wanted:
        return GateResult(share_state(done, wanted), nothing, url)
    value = _("%(done)s of %(all)s") % {"done": done, "all": wanted}
    percent = percent_done(done, wanted) if wanted else None
    return GateResult(share_state(done, wanted), value, url, percent=percent)


def groups_check(project_id: int) -> GateResult:
    """Every group has its place, and minorities and other special groups have been asked for (Handbook p. 14)."""
    decided, wanted, asked = places_decided(project_id)
    result = _share(decided, wanted, region_url("participation:group_list", project_id))
    if result.state == "done" and not asked:
        return GateResult("partial", _("minorities not asked for yet"), result.url)
    return result


def methods_check(project_id: int) -> GateResult:
    """Every central or involved group has at least one method (Handbook p. 18)."""
    url = region_url("participation:plan", project_id)
    return _share(*methods_planned(project_id), url, nothing=_("no group is central or involved yet"))


def heard_check(project_id: int) -> GateResult:
    """Somebody has been heard in every central or involved group (Handbook p. 19, 22)."""
    rows = groups_heard(project_id)
    heard, url = sum(1 for row in rows if row.heard), region_url("participation:coverage", project_id)
    return _share(heard, len(rows), url, nothing=_("no group is central or involved yet"))


def coded_check(project_id: int) -> GateResult:
    """Everything in the inbox is coded by perspective (Handbook p. 19)."""
    return _share(
        *coded(project_id),
        region_url("participation:inbox", project_id),
        nothing=_("nothing has come in yet"),
    )


def synthesis_check(project_id: int) -> GateResult:
    """A person has approved the synthesis of each perspective (Handbook p. 19)."""
    return _share(
        syntheses_approved(project_id),
        len(Perspective),
        region_url("participation:synthesis_list", project_id),
    )
