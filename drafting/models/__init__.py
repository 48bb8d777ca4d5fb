"""Phase 3: published versions, consultations, comments, and the statements of opinion of invited bodies."""

from drafting.models.comment import Comment, TargetCount
from drafting.models.remiss import Body, Opinion, OpinionRequest, OpinionStance
from drafting.models.version import Consultation, DraftVersion, WordingChange

__all__ = [
    "Body",
    "Comment",
    "Consultation",
    "DraftVersion",
    "Opinion",
    "OpinionRequest",
    "OpinionStance",
    "TargetCount",
    "WordingChange",
]
