"""Codes and tokens. A receipt code is derived, never stored: only its hash and generation stand in the database."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing

from servicelofte.common import clock

CODE_LENGTH = 16
FORM_TOKEN_SALT = "servicelofte.form-token"
FORM_TOKEN_HOURS = 24
_ALPHABET = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ABCDEFGHJKMNPQRSTVWXYZ0123456789")


@dataclass(frozen=True)
class FormToken:
    """A one-time form token as read back: `nonce` (32 hex), `purpose`, and the age of the form in seconds."""

    nonce: str
    purpose: str
    age: float


class TokenError(ValueError):
    """The token is forged, for another form, or too old."""


def _digest(purpose: str, *parts: object) -> bytes:
    message = "\x1f".join([purpose, *(str(part) for part in parts)]).encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()


def receipt_code(*, purpose: str, uuid: UUID, generation: int) -> str:
    """Return the code of a receipt or invitation: 16 letters and digits in groups of four, none easily mistaken.

    A new `generation` gives a new code and so revokes the old one.
    """
    text = base64.b32encode(_digest(purpose, uuid, generation)).decode()[:CODE_LENGTH].translate(_ALPHABET)
    return "-".join(text[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def normalise_code(typed: str) -> str:
    """Return a code as stored from what a person typed: case, spaces and dashes do not matter, O is 0 and I, L
    are 1.
    """
    plain = "".join(char for char in typed.upper() if char.isalnum())
    return plain.replace("O", "0").replace("I", "1").replace("L", "1").replace("U", "V")[:64]


def hash_code(code: str) -> str:
    """Return the hex SHA-256 under which a code is looked up."""
    return hashlib.sha256(normalise_code(code).encode()).hexdigest()


def make_form_token(*, purpose: str) -> str:
    """Return a signed one-time token for an anonymous form of the given purpose (such as "comment:12")."""
    return signing.TimestampSigner(salt=FORM_TOKEN_SALT).sign_object(
        {"n": secrets.token_hex(16), "p": purpose}
    )


def read_form_token(token: str, *, purpose: str) -> FormToken:
    """Read a form token back; raises TokenError when it is forged, for another purpose, or older than a day."""
    signer = signing.TimestampSigner(salt=FORM_TOKEN_SALT)
    try:
        value = signer.unsign_object(token, max_age=FORM_TOKEN_HOURS * 3600)
        signed_at = signing.b62_decode(token.rsplit(":", 2)[-2])
    except (signing.BadSignature, ValueError, IndexError) as error:
        raise TokenError(str(error)) from error
    if not isinstance(value, dict) or value.get("p") != purpose:
        raise TokenError("other purpose")
    return FormToken(nonce=str(value["n"]), purpose=purpose, age=clock.now().timestamp() - signed_at)


def keyed_digest(text: str, *, salt: str) -> str:
    """Return a keyed digest (32 hex) that cannot be worked back without the server's key, such as of an
    address for a day.
    """
    return _digest(f"digest:{salt}", text).hex()[:32]


def hidden_key(key: str, prefix: str, version: int) -> str:
    """Return under which name a cache keeps `key`: the sign-in library's keys hold addresses, which are not kept."""
    return f"{prefix}:{version}:{keyed_digest(key, salt='cache')}"
