"""The one form in which JSON is hashed, so that the same content always has the same digest."""

import hashlib
import json
from typing import Any


def json_digest(value: Any, *, salt: str = "") -> str:
    """Return the SHA-256 (hex) of `salt` and `value` as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((salt + canonical).encode()).hexdigest()
