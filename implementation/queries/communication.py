"""What the page of the communication plan shows: lines for residents and for staff apart, and the gaps."""

from dataclasses import dataclass
from datetime import date

from implementation.enums import Audience
from implementation.models import Communication
from projects.handbook import load_handbook
from projects.models import Project
from projects.queries.statements import core_words
from servicelofte.common import clock
from servicelofte.common.languages import LanguageText, page_language


@dataclass(frozen=True)
class CommunicationRow:
    """One line of the plan."""

    pk: int
    channel: str
    message: str
    day: date
    responsible: str
    is_done: bool
    is_late: bool


@dataclass(frozen=True)
class AudiencePlan:
    """What is planned for residents, or for staff: lines by day, and the channels that reach them and stand unused."""

    audience: str
    label: str
    rows: list[CommunicationRow]
    unused: list[str]


@dataclass(frozen=True)
class CommunicationPlan:
    """The whole plan: the main goal that every message carries, the two audiences, and the channels without a line."""

    goal: LanguageText
    audiences: list[AudiencePlan]
    gaps: list[str]
    used: int
    channels: int
    nobody: int


def channel_names(language: str = "") -> dict[str, str]:
    """Return {key: name} of the handbook's eight channels in `language` (default: the page's), in its order (p. 29)."""
    code = language or page_language()
    return {channel.key: channel.name.in_language(code) for channel in load_handbook().communication_channels}


def communication_plan(project: Project) -> CommunicationPlan:
    """Return the project's plan (Handbook p. 29-30); two queries."""
    names = channel_names()
    reach = {channel.key: channel.audience.value for channel in load_handbook().communication_channels}
    lines = list(Communication.objects.filter(project=project).order_by("day", "pk"))
    used = {line.channel for line in lines}
    today = clock.today()
    plans = []
    for audience in Audience:
        own = [line for line in lines if line.audience == audience]
        channels = {line.channel for line in own}
        plans.append(
            AudiencePlan(
                audience=audience.value,
                label=str(audience.label),
                rows=[_row(line, names, today) for line in own],
                unused=[
                    name
                    for key, name in names.items()
                    if key not in channels and reach[key] in ("both", audience.value)
                ],
            )
        )
    return CommunicationPlan(
        goal=core_words(project.pk),
        audiences=plans,
        gaps=[name for key, name in names.items() if key not in used],
        used=len(used & set(names)),
        channels=len(names),
        nobody=sum(1 for line in lines if not line.responsible),
    )


def planned_channels(project_id: int) -> tuple[int, int, bool]:
    """Return (channels with a line, all channels, whether residents and staff both have lines); one query."""
    rows = set(Communication.objects.filter(project_id=project_id).values_list("channel", "audience"))
    channels = {channel.key for channel in load_handbook().communication_channels}
    used = {channel for channel, _audience in rows} & channels
    return len(used), len(channels), {audience for _channel, audience in rows} >= set(Audience.values)


def _row(line: Communication, names: dict[str, str], today: date) -> CommunicationRow:
    return CommunicationRow(
        pk=line.pk,
        channel=names.get(line.channel, line.channel),
        message=line.message,
        day=line.day,
        responsible=line.responsible,
        is_done=line.is_done,
        is_late=not line.is_done and line.day < today,
    )
