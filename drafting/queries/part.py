"""A part of a published version that somebody speaks about: the whole, a cell's goal, or one statement."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from drafting.enums import Target
from drafting.models import Comment
from drafting.queries.snapshot import Snapshot, part_words, place_of
from projects.enums import Perspective
from projects.queries.promise_shape import reader_label

WHOLE = "whole"


@dataclass(frozen=True)
class Part:
    """A part of a version; a statement, named by its lineage, carries the cell it stands in."""

    target: str = Target.WHOLE
    perspective: str = ""
    viewpoint: str = ""
    lineage: UUID | None = None

    @property
    def key(self) -> str:
        """Return the part as addresses and counts have it: "whole", "<perspective>/<viewpoint>" or a lineage."""
        if self.target == Target.STATEMENT:
            return str(self.lineage)
        return f"{self.perspective}/{self.viewpoint}" if self.target == Target.CELL else WHOLE

    @property
    def fragment(self) -> str:
        """Return where the part stands on the page of a version, to follow its address: "#s-…"; "" for the whole."""
        if self.target == Target.STATEMENT:
            return f"#s-{self.lineage}"
        return f"#{self.perspective}-{self.viewpoint}" if self.target == Target.CELL else ""


def part_of_comment(comment: Comment) -> Part:
    """Return the part a comment is about."""
    return Part(comment.target, comment.perspective, comment.viewpoint, comment.lineage)


def part_title(part: Part, language: str) -> str:
    """Return how a part is named beside its words, such as "Availability: You as a resident"."""
    if not part.perspective:
        return _("The whole draft")
    return f"{Perspective(part.perspective).label}: {reader_label(part.viewpoint, language)}"


def read_part(*, text: str, snapshot: Snapshot) -> Part | None:
    """Return the part that an address names, or None when the version has no such part."""
    if text in ("", WHOLE):
        return Part()
    if not part_words(snapshot, text):
        return None
    perspective, slash, viewpoint = text.partition("/")
    if slash:
        return Part(Target.CELL, perspective, viewpoint)
    place = place_of(snapshot, text)
    return Part(Target.STATEMENT, *place, UUID(text)) if place else None
