"""Word-by-word differences lose no letter of either wording."""

from hypothesis import given
from hypothesis import strategies as st

from servicelofte.common.diff import Piece, word_diff


def test_changed_words_are_struck_and_added_whole():
    assert word_diff("Jag får svar snart.", "Jag får svar samma dag.") == [
        Piece("equal", "Jag får svar "),
        Piece("delete", "snart"),
        Piece("insert", "samma dag"),
        Piece("equal", "."),
    ]


def test_same_wording_has_no_difference():
    assert word_diff("Sama teksti", "Sama teksti") == [Piece("equal", "Sama teksti")]
    assert word_diff("", "") == []


def test_wording_that_begins_or_ends_is_one_piece():
    assert word_diff("", "Nytt löfte") == [Piece("insert", "Nytt löfte")]
    assert word_diff("Gammalt", "") == [Piece("delete", "Gammalt")]


@given(before=st.text(max_size=200), after=st.text(max_size=200))
def test_pieces_make_both_wordings_again(before, after):
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.op != "insert") == before
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == after
    assert any(piece.op != "equal" for piece in pieces) is (before != after)
