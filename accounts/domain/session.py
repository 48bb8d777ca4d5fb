"""Verbs of sessions: end those of one person."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.models import User


def end_sessions(*, person: User, but: str | None = None) -> int:
    """Sign a person out everywhere but in the session with the key `but`; returns from how many places."""
    ended = 0
    for session in Session.objects.exclude(session_key=but or "").iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()
            ended += 1
    return ended
