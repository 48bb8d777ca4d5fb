"""Phase 2: who is heard and how, surveys, everything anybody said, and what it amounts to."""

from participation.models.contribution import (
    Contribution,
    ContributionCode,
    ContributionContact,
    ContributionNote,
    ModerationMark,
    Response,
    Theme,
)
from participation.models.plan import Attendance, ParticipationEvent, ParticipationMethod, StakeholderGroup
from participation.models.survey import (
    Survey,
    SurveyAnswer,
    SurveyCount,
    SurveyOption,
    SurveyQuestion,
    SurveySubmission,
)
from participation.models.synthesis import Synthesis, SynthesisCitation, SynthesisSentence

__all__ = [
    "Attendance",
    "Contribution",
    "ContributionCode",
    "ContributionContact",
    "ContributionNote",
    "ModerationMark",
    "ParticipationEvent",
    "ParticipationMethod",
    "Response",
    "StakeholderGroup",
    "Survey",
    "SurveyAnswer",
    "SurveyCount",
    "SurveyOption",
    "SurveyQuestion",
    "SurveySubmission",
    "Synthesis",
    "SynthesisCitation",
    "SynthesisSentence",
    "Theme",
]
