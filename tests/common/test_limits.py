"""Rate limits count by source without keeping an address, and forget after a week."""

import datetime as dt

import pytest
from django.test import RequestFactory

from servicelofte.common import clock
from servicelofte.common.limits import client_address, count_hit, forget_old, forget_sign_ins, source_of
from servicelofte.common.models import RateWindow, SignInNote

NOON = dt.datetime(2027, 3, 10, 12, tzinfo=clock.HELSINKI)


@pytest.mark.django_db
def test_hits_are_counted_by_source_action_and_window():
    with clock.fixed(NOON):
        assert [count_hit(source="a", action="comment", minutes=10) for _ in range(3)] == [1, 2, 3]
        assert count_hit(source="b", action="comment", minutes=10) == 1
        assert count_hit(source="a", action="survey", minutes=10) == 1
    with clock.fixed(NOON + dt.timedelta(minutes=10)):
        assert count_hit(source="a", action="comment", minutes=10) == 1


@pytest.mark.django_db
def test_windows_are_kept_for_seven_days_and_no_longer():
    for age in (8, 7, 0):
        with clock.fixed(NOON - dt.timedelta(days=age)):
            count_hit(source="a", action="comment", minutes=10)
    with clock.fixed(NOON):
        assert forget_old() == 1
    assert RateWindow.objects.count() == 2


@pytest.mark.django_db
def test_what_is_noted_of_attempts_to_sign_in_goes_when_it_has_expired():
    for key, seconds in (("past", -1), ("to come", 1)):
        expires = NOON + dt.timedelta(seconds=seconds)
        SignInNote.objects.create(cache_key=key, value="", expires=expires)
    with clock.fixed(NOON):
        assert forget_sign_ins() == 1
    assert SignInNote.objects.get().cache_key == "to come"


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "192.0.2.66, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.1"),
    ],
)
def test_address_is_what_trusted_proxies_say(settings, hops, forwarded, address):
    settings.TRUSTED_PROXY_HOPS = hops
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_source_is_the_days_digest_of_a_network():
    def source(address: str) -> str:
        return source_of(RequestFactory().get("/", REMOTE_ADDR=address))

    with clock.fixed(NOON):
        today = source("2001:db8::1")
        assert today == source("2001:db8::ffff") != source("2001:db8:1::1")
        assert "2001" not in today
    with clock.fixed(NOON + dt.timedelta(days=1)):
        assert source("2001:db8::1") != today


def test_ipv4_address_counts_alike_however_the_socket_shows_it_and_apart_from_others():
    def source(address: str) -> str:
        return source_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert source("::ffff:203.0.113.9") == source("203.0.113.9") != source("::ffff:203.0.113.10")
    assert source("fe80::1%eth0") == source("fe80::2")


def test_port_that_a_proxy_writes_behind_the_address_changes_nothing():
    def source(address: str) -> str:
        return source_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert source("203.0.113.9:4711") == source("203.0.113.9") != source("203.0.113.10:4711")
    assert source("[2001:db8::1]:4711") == source("[2001:db8::1]") == source("2001:db8::1")
