"""What the rest of the house learns of comments and opinions."""

from drafting.domain.comment import check_comment_open, count_changes
from drafting.queries.voices import comment_subjects
from participation.enums import Channel
from servicelofte.common import registry
from servicelofte.common.registry import VoiceHome


def _register() -> None:
    registry.voice_homes.add(
        Channel.COMMENT.value,
        VoiceHome(subjects=comment_subjects, check_open=check_comment_open, changed=count_changes),
    )


_register()
