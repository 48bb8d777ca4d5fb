"""Columns per language for titles and texts; history is registered after them, else it would lose those columns."""

from modeltranslation.translator import TranslationOptions, register
from simple_history import register as register_history

from projects.models import GuideItem, Milestone, Project, ProjectPhase, ServicePromise
from servicelofte.common.tenancy import RegionHistory, RegionHistoryManager


@register(Project)
class ProjectTranslation(TranslationOptions):
    """Title and purpose."""

    fields = ("title", "purpose")


@register(ProjectPhase)
class ProjectPhaseTranslation(TranslationOptions):
    """Labels of a phase."""

    fields = ("title", "short", "purpose")


@register(GuideItem)
class GuideItemTranslation(TranslationOptions):
    """The handbook's text, its explanation and its step."""

    fields = ("step_title", "text", "help")


@register(ServicePromise)
class ServicePromiseTranslation(TranslationOptions):
    """Customer group and scope."""

    fields = ("customer_group", "scope")


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    """What happens."""

    fields = ("title",)


for model in (Project, ProjectPhase, GuideItem, ServicePromise, Milestone):
    register_history(model, bases=[RegionHistory], history_manager=RegionHistoryManager)
