"""The kinds, places and keys that the handbook's texts are sorted by."""

from enum import StrEnum


class Kind(StrEnum):
    """The seven kinds of text that the handbook gives."""

    GUIDANCE = "guidance"
    QUESTION = "question"
    CHECKLIST = "checklist"
    OUTCOME = "outcome"
    TEST = "test"
    OPTION = "option"
    EXAMPLE = "example"


class Place(StrEnum):
    """The form or page beside which a text stands."""

    PROJECT_PLAN = "project_plan"
    FOUNDATION = "foundation"
    GROUPS = "groups"
    RESOURCES = "resources"
    TIMETABLE = "timetable"
    STAKEHOLDERS = "stakeholders"
    PARTICIPATION_PLAN = "participation_plan"
    EVENTS = "events"
    SURVEY = "survey"
    INBOX = "inbox"
    SYNTHESIS = "synthesis"
    EDITOR = "editor"
    PUBLISH = "publish"
    CONSULTATION = "consultation"
    REMISS = "remiss"
    MODERATION = "moderation"
    ANALYSIS = "analysis"
    LEADERSHIP = "leadership"
    PACKAGE = "package"
    HANDLING = "handling"
    COMMUNICATION = "communication"
    ACTIONS = "actions"
    MANAGEMENT = "management"
    PRODUCERS = "producers"
    INDICATORS = "indicators"
    FEEDBACK = "feedback"
    EVALUATION = "evaluation"
    GATE = "gate"


class Strength(StrEnum):
    """How strongly the handbook asks for it, judged from the wording of both language versions."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    INFO = "info"


class PhaseKey(StrEnum):
    """The six phases, in order (Handbook p. 10)."""

    START_PROJECT = "start_project"
    DIALOGUE_AND_PARTICIPATION = "dialogue_and_participation"
    OFFICIAL_PREPARATION = "official_preparation"
    DECISION_MAKING = "decision_making"
    IMPLEMENTATION_AND_COMMUNICATION = "implementation_and_communication"
    FOLLOW_UP_AND_DEVELOPMENT = "follow_up_and_development"


class PerspectiveKey(StrEnum):
    """The five perspectives, in the order of the wheel (Handbook p. 24)."""

    AVAILABILITY = "availability"
    ACCESSIBILITY = "accessibility"
    QUALITY = "quality"
    EFFECTIVENESS = "effectiveness"
    INTEGRATION = "integration"


class ViewpointKey(StrEnum):
    """The two sides of every perspective (Handbook p. 24, 41)."""

    ORGANISER = "organiser"
    RESIDENT = "resident"


class LawWay(StrEnum):
    """The six ways of taking part that section 29 of the Act 611/2021 lists."""

    DISCUSSION_EVENTS = "discussion_events"
    OPINIONS_BEFORE_DECISIONS = "opinions_before_decisions"
    REPRESENTATIVES_IN_BODIES = "representatives_in_bodies"
    PLANNING_WITH_USERS = "planning_with_users"
    PLANNING_FINANCES = "planning_finances"
    OWN_INITIATIVES = "own_initiatives"


class BodyScope(StrEnum):
    """Where a statutory body exists: in every region, in bilingual ones, or where the Sámi homeland lies."""

    ALL = "all"
    BILINGUAL = "bilingual"
    SAMI_HOMELAND = "sami_homeland"


class Audience(StrEnum):
    """Whom a communication channel reaches (Handbook p. 29)."""

    PUBLIC = "public"
    INTERNAL = "internal"
    BOTH = "both"


class LegalKind(StrEnum):
    """An Act, or a bill that never became one."""

    ACT = "act"
    BILL = "bill"


class AssessmentKey(StrEnum):
    """The handbook's four self-assessments (p. 25, 33, 36, 37)."""

    PROMISE_TEST = "promise_test"
    MANAGEMENT_SYSTEM = "management_system"
    INDICATOR_CHOICE = "indicator_choice"
    FOLLOW_UP = "follow_up"
