"""Elements are escaped and typed; text is measured before it is set."""

import pytest

from servicelofte.common.svg import (
    ArcText,
    Face,
    Point,
    arc_path,
    element,
    fit_size,
    group,
    measure,
    polar,
    ring_segment,
    text_on_arc,
    wrap,
    wrap_in_disc,
)
from servicelofte.common.svg.plot import round_bounds


def test_element_escapes_text_and_attributes():
    drawn = element("text", "<script>", class_='a"b', font_size=12.3456)
    assert drawn == '<text class="a&quot;b" font-size="12.35">&lt;script&gt;</text>'


def test_element_leaves_out_what_is_none_and_keeps_camel_case():
    assert element("svg", viewBox="0 0 1 1", width=None) == '<svg viewBox="0 0 1 1"/>'


@pytest.mark.parametrize(
    "attributes", [{"style": "fill:red"}, {"onclick": "x()"}, {"href": "javascript:x()"}]
)
def test_element_refuses_what_the_content_policy_forbids(attributes):
    with pytest.raises(ValueError, match=r"forbidden|Not an address"):
        element("a", "x", **attributes)


def test_element_refuses_unknown_tags():
    with pytest.raises(ValueError, match="Unknown"):
        element("script", "x")


def test_group_of_nothing_is_nothing():
    assert group("", "") == ""


@pytest.mark.parametrize(("angle", "x", "y"), [(0, 0, -10), (90, 10, 0), (180, 0, 10), (270, -10, 0)])
def test_polar_turns_clockwise_from_the_top(angle, x, y):
    point = polar(Point(0, 0), 10, angle)
    assert (point.x, point.y) == (pytest.approx(x, abs=1e-9), pytest.approx(y, abs=1e-9))


def test_arc_path_turns_back_when_its_end_is_smaller():
    assert " 0 0 0 " in arc_path(Point(0, 0), 10, 90, 10)
    assert " 0 0 1 " in arc_path(Point(0, 0), 10, 10, 90)


@pytest.mark.parametrize(("end", "large"), [(180, 0), (270, 1)])
def test_more_than_half_a_ring_goes_the_long_way_round(end, large):
    assert ring_segment(Point(0, 0), 50, 100, 0, end).count(f" 0 {large} ") == 2


def test_ring_segment_keeps_the_same_gap_inside_and_outside():
    path = ring_segment(Point(0, 0), 50, 100, 0, 90, gap=10)
    outer_start = path.removeprefix("M").split(" A")[0]
    inner_end = path.removesuffix("Z").split()[-2]
    assert outer_start.split()[0] == "5"
    assert inner_end == "5"


def test_measure_knows_every_letter_of_the_languages():
    for letter in "abcåäöšžčđŋŧáÅÄÖŠŽČĐŊŦÁ–”’":
        assert measure(letter, 1000, Face.SANS_BOLD) not in (0, 620)


def test_fit_size_shrinks_only_what_is_too_wide():
    assert fit_size("Laatu", 500, largest=40) == 40
    assert measure("Verkningsfullhet", fit_size("Verkningsfullhet", 100, largest=40)) == pytest.approx(100)


def test_wrap_keeps_every_word_within_the_room():
    lines = wrap("Mitt behov bedöms senast nästa vardag efter att jag tagit kontakt", 200, 16)
    assert " ".join(lines) == "Mitt behov bedöms senast nästa vardag efter att jag tagit kontakt"
    assert all(measure(line, 16) <= 200 for line in lines)


@pytest.mark.parametrize(
    "core", ["Palvelut oikeaan aikaan", "Yhdenvertaisuus", "Hjälp i rätt tid, nära dig", "Nära"]
)
def test_disc_takes_the_whole_core_in_few_lines(core):
    lines, size = wrap_in_disc(core, 140, largest=54, smallest=24)
    assert " ".join(lines) == core
    assert len(lines) <= 4
    assert all(measure(line, size, Face.SERIF) <= 280 for line in lines)


def test_disc_closes_what_does_not_go_in_with_an_ellipsis():
    lines, size = wrap_in_disc("ord " * 60, 140, largest=54, smallest=40)
    assert lines[-1].endswith("…")
    assert size == 40


def test_disc_ends_what_it_cuts_without_the_comma_before_the_ellipsis():
    lines, _size = wrap_in_disc("ord, " * 60, 140, largest=54, smallest=40)
    assert lines[-1].endswith("ord…")


@pytest.mark.parametrize(
    ("core", "lines"),
    [("tid nära dig", 1), ("Hjälp i rätt tid nära", 2), ("oikeaan aikaan kotia varje päivä", 3)],
)
def test_disc_takes_a_further_line_only_for_clearly_larger_letters(core, lines):
    assert len(wrap_in_disc(core, 140, largest=54, smallest=20)[0]) == lines


def test_text_on_the_lower_half_is_turned_over():
    above = ArcText("Laatu", Point(0, 0), 100, 0, 20)
    below = ArcText("Laatu", Point(0, 0), 100, 144, 20)
    assert (above.is_turned, below.is_turned) == (False, True)
    assert above.baseline_radius < 100 < below.baseline_radius


def test_placed_letters_stand_symmetrically_about_their_angle():
    drawn = text_on_arc(ArcText("HH", Point(0, 0), 100, 0, 20))
    turns = [float(turn) for turn in drawn.split('rotate="')[1].split('"')[0].split()]
    assert turns[0] == pytest.approx(-turns[1])


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (0, 79), (0, 100), (0, 7.3), (-5, 12), (0, 12345), (0, 0), (0, 0.002)]
)
def test_round_bounds_hold_every_value(low, high):
    bottom, top = round_bounds(low, high)
    assert bottom <= low
    assert top >= high
    assert top > bottom
