"""What `check --deploy` says of an installation."""

import pytest

from servicelofte.common.checks import attempts_are_counted_together


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["servicelofte.CACHE_URL"]),
        ("django_redis.cache.RedisCache", []),
    ],
)
def test_attempts_to_sign_in_that_are_counted_apart_are_told(settings, backend, said):
    settings.CACHES = {"default": {"BACKEND": backend}}
    assert [message.id for message in attempts_are_counted_together(None)] == said
