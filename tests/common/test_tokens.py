"""Receipt codes are read however they are typed, and a form token holds for its form and a day."""

import datetime as dt

import pytest
import time_machine

from servicelofte.common.tokens import (
    FORM_TOKEN_HOURS,
    TokenError,
    hash_code,
    make_form_token,
    read_form_token,
)


def test_form_token_names_one_sending():
    first, second = (
        read_form_token(make_form_token(purpose="comment:1"), purpose="comment:1") for _ in range(2)
    )
    assert first.nonce != second.nonce
    assert (first.purpose, 0 <= first.age < 60) == ("comment:1", True)


@pytest.mark.parametrize("purpose", ["comment:2", "survey:1", ""])
def test_form_token_holds_for_its_own_form_alone(purpose):
    with pytest.raises(TokenError):
        read_form_token(make_form_token(purpose="comment:1"), purpose=purpose)


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: f"x{token}", lambda token: ""])
def test_forged_form_token_is_refused(change):
    with pytest.raises(TokenError):
        read_form_token(change(make_form_token(purpose="comment:1")), purpose="comment:1")


def test_form_token_grows_old_in_a_day():
    moment = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        token = make_form_token(purpose="comment:1")
    with time_machine.travel(moment + dt.timedelta(hours=FORM_TOKEN_HOURS, seconds=-1), tick=False):
        assert read_form_token(token, purpose="comment:1").age == FORM_TOKEN_HOURS * 3600 - 1
    with (
        time_machine.travel(moment + dt.timedelta(hours=FORM_TOKEN_HOURS, seconds=1), tick=False),
        pytest.raises(TokenError),
    ):
        read_form_token(token, purpose="comment:1")


def test_code_is_the_same_however_it_is_typed():
    assert hash_code("abcd-efgh-jkmn-pqrs") == hash_code(" ABCDEFGH JKMN PQRS\n")
