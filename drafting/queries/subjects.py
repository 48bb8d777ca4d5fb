"""What a comment or an opinion is about, for the pages that show words of every channel alike."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from drafting.enums import Target
from drafting.models import Comment, Opinion, OpinionStance, WordingChange
from drafting.queries.bodies import body_name
from drafting.queries.part import Part, part_of_comment, part_title
from drafting.queries.snapshot import quoted_words
from drafting.queries.versions import version_url
from servicelofte.common.registry import VoiceSubject


def comment_subjects(ids: Sequence[int], language: str) -> dict[int, VoiceSubject]:
    """Return {contribution id: what the comment is about}, with what was changed because of it; three statements."""
    rows = Comment.objects.filter(contribution__in=ids).select_related(
        "draft__promise__project__region", "consultation"
    )
    changes = _changes(ids)
    found = {}
    for row in rows:
        part = part_of_comment(row)
        project = row.draft.promise.project
        quote, lang = quoted_words(row.draft.snapshot, part.key, language)
        found[row.contribution_id] = VoiceSubject(
            title=_("%(title)s, version %(number)d, %(part)s")
            % {"title": project.title, "number": row.draft.number, "part": part_title(part, language)},
            quote=quote,
            lang=lang,
            url=version_url(project, row.draft) + part.fragment,
            changes=tuple(changes.get(row.contribution_id, ())),
            is_open=row.consultation.is_open(),
            lineage=str(row.lineage or ""),
        )
    return found


def _changes(ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    rows = WordingChange.objects.filter(contribution__in=ids).select_related(
        "version__promise__project__region"
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for row in rows.defer("version__snapshot").order_by("pk"):
        project = row.version.promise.project
        words = _("The text was changed in version %(number)d.") % {"number": row.version.number}
        target = Target.STATEMENT if row.lineage else Target.CELL
        part = Part(target, row.perspective, row.viewpoint, row.lineage)
        address = version_url(project, row.version) + part.fragment
        found.setdefault(row.contribution_id, []).append((words, address))
    return found


def opinion_subjects(ids: Sequence[int], language: str) -> dict[int, VoiceSubject]:
    """Return {contribution id: what part of whose opinion it is}; two statements."""
    found = {}
    opinions = Opinion.objects.filter(contribution__in=ids).select_related("request__body")
    for row in opinions:
        found[row.contribution_id] = VoiceSubject(
            title=_("%(body)s, in general") % {"body": body_name(row.request.body, language).text}
        )
    stances = OpinionStance.objects.filter(contribution__in=ids).select_related("opinion__request__body")
    for stance in stances:
        part = Part(Target.CELL, stance.perspective, stance.viewpoint)
        body = body_name(stance.opinion.request.body, language).text
        title = f"{body}, {part_title(part, language)}, {stance.get_stance_display()}"
        if stance.contribution_id:
            found[stance.contribution_id] = VoiceSubject(title=title)
    return found
