"""What all phases share: projects, phases and gates, the promise, the ledger."""

from projects.models.guide import GuideAnswer, GuideItem
from projects.models.ledger import EventDetail, EventSeal, ProjectEvent
from projects.models.project import (
    Milestone,
    PhaseTransition,
    Project,
    ProjectMember,
    ProjectPhase,
    ProjectResource,
)
from projects.models.promise import Cell, Principle, PromiseText, ServicePromise, Statement, StatementLink

__all__ = [
    "Cell",
    "EventDetail",
    "EventSeal",
    "GuideAnswer",
    "GuideItem",
    "Milestone",
    "PhaseTransition",
    "Principle",
    "Project",
    "ProjectEvent",
    "ProjectMember",
    "ProjectPhase",
    "ProjectResource",
    "PromiseText",
    "ServicePromise",
    "Statement",
    "StatementLink",
]
