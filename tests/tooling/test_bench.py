"""The bench compares what it measured in one run, and counts whole requests."""

import socketserver
import threading

import pytest

from bench.report import summarise
from bench.run import chosen
from bench.target import CallTarget, Goal
from bench.wire import Connection, Request


def _target(name, goal=None):
    return CallTarget(name=name, what=name, goal=goal, call=lambda data: None)


def test_speed_goal_is_met_by_ratio_and_statements():
    goal = Goal(against="page", at_least=3.0, statements=12)
    ratio = goal.ratio(own=0.001, other=0.004)
    assert ratio == pytest.approx(4.0)
    assert goal.is_met(ratio, statements=12)
    assert not goal.is_met(ratio, statements=13)
    assert not goal.is_met(2.9, statements=1)


def test_time_goal_is_met_below_its_bound():
    goal = Goal(against="raw", at_most=1.3)
    assert goal.is_met(goal.ratio(own=1.2, other=1.0), statements=None)
    assert not goal.is_met(goal.ratio(own=1.4, other=1.0), statements=None)


def test_summary_takes_medians_of_rounds():
    targets = [_target("page"), _target("warm", Goal(against="page", at_least=3.0))]
    rounds = {"page": [0.004, 0.002, 0.003], "warm": [0.001, 0.0005, 0.001]}
    page, warm = summarise(targets, rounds, {"page": 0, "warm": 0})
    assert page["milliseconds"] == 3.0
    assert (warm["ratio"], warm["met"]) == (3.0, True)


def test_chosen_targets_bring_what_they_are_compared_with():
    targets = [_target("page"), _target("other"), _target("warm", Goal(against="page", at_least=3.0))]
    assert [target.name for target in chosen(targets, ["warm"])] == ["page", "warm"]
    with pytest.raises(SystemExit, match="No such target: cold"):
        chosen(targets, ["cold"])


class _Canned(socketserver.BaseRequestHandler):
    answers = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: x\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    )

    def handle(self):
        for answer in self.answers:
            self.request.recv(4096)
            self.request.sendall(answer)


def test_client_reads_whole_answers_over_one_connection():
    with socketserver.TCPServer(("127.0.0.1", 0), _Canned) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with Connection(server.server_address) as connection:
            answers = [connection.send(Request("/")) for _ in range(3)]
    assert [(answer.status, answer.body) for answer in answers] == [
        (200, b"hello"),
        (200, b"hello world"),
        (304, b""),
    ]
    assert answers[0].headers["etag"] == "x"
