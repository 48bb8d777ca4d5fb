"""One project of the demo while it is built: its content, its people, and the rows that its content names by keys."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Region, User
from decisions.models import DecisionPackage
from drafting.models import Body, Consultation, DraftVersion
from monitoring.models import Indicator
from participation.models import Contribution, ParticipationEvent, StakeholderGroup, Survey
from projects.enums import Register
from projects.models import Cell, Project, ProjectPhase, ServicePromise, Statement
from servicelofte.management.demo.agenda import Agenda


@dataclass
class Cast:
    """A region, its people by role, and the bodies of its register by key."""

    region: Region
    people: dict[str, User]
    bodies: dict[str, Body] = field(default_factory=dict)

    def person(self, role: str) -> User:
        """Return the person of a role, or the preparer where the region has none in it."""
        return self.people.get(role, self.people["preparer"])


@dataclass
class Story:
    """What is known of a project while its steps are done; each dictionary is filled by the builder of its subject."""

    key: str
    cast: Cast
    agenda: Agenda
    content: dict[str, Any]
    groups: dict[str, StakeholderGroup] = field(default_factory=dict)
    events: dict[str, ParticipationEvent] = field(default_factory=dict)
    surveys: dict[str, Survey] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    example_words: dict[str, dict[str, str]] = field(default_factory=dict)
    voices: dict[str, Contribution] = field(default_factory=dict)
    versions: list[DraftVersion] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    project: Project = field(init=False)
    promise: ServicePromise = field(init=False)
    package: DecisionPackage = field(init=False)

    @property
    def region(self) -> Region:
        """The region of the project."""
        return self.cast.region

    @property
    def preparer(self) -> User:
        """The person who does most of the work."""
        return self.cast.person("preparer")

    @property
    def language(self) -> str:
        """The language in which the region writes what it writes only once."""
        return self.region.languages[0]

    def on(self, day: int, step: Any) -> None:
        """Put a step of this project on the agenda."""
        self.agenda.on(day, step)

    def date(self, day: int) -> date:
        """Return the local day that is `day` days from today."""
        return self.agenda.date(day)

    def year(self, offset: int) -> int:
        """Return the year that is `offset` years from this one."""
        return self.agenda.today.year + offset

    def one(self, value: Any) -> str:
        """Return words for a field that is written in one language: the region's, else whichever there is."""
        if not isinstance(value, dict):
            return value or ""
        return value.get(self.language) or next(iter(value.values()), "")

    def words(self, value: dict[str, Any]) -> dict[tuple[str, str], str]:
        """Return the words of the region's languages by (language, register), as texts of the promise are written."""
        return {
            (code, Register.STANDARD.value): value[code] for code in self.region.languages if value.get(code)
        }

    def columns(self, name: str, value: dict[str, str] | None) -> dict[str, str]:
        """Return {"<name>_sv": words, …} for the columns of a text that every language of the interface may have."""
        return {f"{name}_{code}": words for code, words in (value or {}).items()}

    def phase(self, key: str) -> ProjectPhase:
        """Return a phase of the project as it stands now."""
        return ProjectPhase.objects.select_related("project__region", "region").get(
            project=self.project, key=key
        )

    def cell(self, name: str) -> Cell:
        """Return the cell of a name such as "availability.organiser"."""
        perspective, viewpoint = name.split(".")
        return Cell.objects.select_related("promise__project", "promise__region", "region").get(
            promise=self.promise, perspective=perspective, viewpoint=viewpoint
        )

    def statement(self, key: str) -> Statement:
        """Return the statement of a key as it stands now."""
        return Statement.objects.select_related("promise__project", "promise__region", "region", "cell").get(
            pk=self.statements[key].pk
        )
