"""Text in drawings: measured with the advances of the product's own faces, so that it fits before it is shown."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import degrees, sqrt
from pathlib import Path

from django.utils.safestring import SafeString

from servicelofte.common.svg.elements import AttributeValue, element
from servicelofte.common.svg.geometry import Point, arc_path, polar

LINE_HEIGHT = 1.18
# Part of the size by which a baseline lies below the optical middle of lower-case text with capitals.
BASELINE_DROP = 0.33
_UNKNOWN_ADVANCE = 620


class Face(StrEnum):
    """The faces whose advances are known: Source Sans 3 in 400 and 650, Source Serif 4 in 600."""

    SANS = "sans"
    SANS_BOLD = "sans_bold"
    SERIF = "serif"


@cache
def _advances(face: Face) -> dict[str, int]:
    by_width = json.loads(Path(__file__).with_name("advances.json").read_text(encoding="utf-8"))[face]
    return {character: int(width) for width, characters in by_width.items() for character in characters}


def measure(text: str, size: float, face: Face = Face.SANS) -> float:
    """Width of one line of ``text`` set at ``size``, in the unit of ``size``. Kerning is left out, so it errs wide."""
    advances = _advances(face)
    return sum(advances.get(character, _UNKNOWN_ADVANCE) for character in text) * size / 1000


def held_width(text: str, size: float, face: Face = Face.SANS) -> dict[str, AttributeValue]:
    """Attributes that hold a line of ``text`` to the width that was measured for it, whatever font or spacing of
    letters its reader has set (WCAG 1.4.12): the letters then grow narrower instead of running out of their place.
    """
    return held_to(measure(text, size, face))


def held_to(width: float) -> dict[str, AttributeValue]:
    """The same for a line whose width is known."""
    return {"textLength": width or None, "lengthAdjust": "spacingAndGlyphs" if width else None}


def fit_size(text: str, room: float, *, largest: float, face: Face = Face.SANS) -> float:
    """The size, at most ``largest``, at which ``text`` is no wider than ``room``."""
    width = measure(text, largest, face)
    return largest if width <= room else largest * room / width


def wrap(text: str, room: float, size: float, face: Face = Face.SANS) -> list[str]:
    """Break ``text`` at spaces into lines no wider than ``room``; a longer word stands alone on its line."""
    lines: list[str] = []
    for word in text.split():
        candidate = f"{lines[-1]} {word}" if lines else word
        if lines and measure(candidate, size, face) <= room:
            lines[-1] = candidate
        else:
            lines.append(word)
    return lines


def _chords(lines: int, size: float, radius: float) -> list[float]:
    """How wide each of ``lines`` centred lines may be inside a disc, top line first; 0 where none fits."""
    step = size * LINE_HEIGHT
    chords = []
    for index in range(lines):
        middle = (index - (lines - 1) / 2) * step
        edge = abs(middle) + size * 0.36
        chords.append(2 * sqrt(radius**2 - edge**2) if edge < radius else 0)
    return chords


def _fill(words: list[str], chords: list[float], size: float, face: Face) -> list[str] | None:
    """Set the words into the chords in turn, or ``None`` when they do not go in."""
    lines: list[str] = []
    remaining = list(words)
    for chord in chords:
        line = ""
        while remaining:
            candidate = f"{line} {remaining[0]}".strip()
            if measure(candidate, size, face) > chord:
                break
            line = candidate
            remaining.pop(0)
        if not line:
            return None
        lines.append(line)
    return None if remaining else lines


def _largest_filling(
    words: list[str], count: int, radius: float, largest: float, smallest: float, face: Face
) -> float | None:
    size = largest
    while size >= smallest:
        if _fill(words, _chords(count, size, radius), size, face):
            return size
        size -= max(largest / 60, 0.25)
    return None


def _balanced(words: list[str], count: int, size: float, radius: float, face: Face) -> list[str]:
    """The same number of lines with the most even lengths."""
    chords = _chords(count, size, radius)
    for part in range(50, 100, 5):
        lines = _fill(words, [chord * part / 100 for chord in chords], size, face)
        if lines:
            return lines
    return _fill(words, chords, size, face) or [" ".join(words)]


def wrap_in_disc(
    text: str, radius: float, *, largest: float, smallest: float, most_lines: int = 4, face: Face = Face.SERIF
) -> tuple[list[str], float]:
    """Lines and size for ``text`` centred in a disc: the largest size that fits in at most ``most_lines`` lines.

    At ``smallest`` the text is cut after its last fitting word and closed with an ellipsis.
    """
    words = text.split()
    if not words:
        return [], largest
    best: tuple[list[str], float] | None = None
    for count in range(1, most_lines + 1):
        size = _largest_filling(words, count, radius, largest, smallest, face)
        # A further line must earn its place by clearly larger letters.
        if size and (best is None or size > best[1] * 1.12):
            best = _balanced(words, count, size, radius, face), size
    if best:
        return best
    for kept in range(len(words) - 1, 0, -1):
        cut = [*words[:kept]]
        cut[-1] = cut[-1].rstrip(",.;:–-") + "…"
        for count in range(most_lines, 0, -1):
            lines = _fill(cut, _chords(count, smallest, radius), smallest, face)
            if lines:
                return lines, smallest
    return [words[0]], fit_size(words[0], 2 * radius * 0.95, largest=smallest, face=face)


@dataclass(frozen=True, slots=True)
class ArcText:
    """One line of text centred at ``angle`` on a circle of ``radius`` through the middle of its letters."""

    content: str
    centre: Point
    radius: float
    angle: float
    size: float
    face: Face = Face.SANS

    @property
    def is_turned(self) -> bool:
        """Whether the line stands in the lower half, where letters are turned over so as to be read upright."""
        return 90 < self.angle % 360 < 270

    @property
    def baseline_radius(self) -> float:
        drop = self.size * BASELINE_DROP
        return self.radius + drop if self.is_turned else self.radius - drop


def text_on_arc(
    line: ArcText, *, path_id: str = "", span: float = 180, **attributes: AttributeValue
) -> SafeString:
    """A line of text on its arc.

    With a ``path_id`` the letters follow a ``textPath`` of ``span`` degrees, so that a reader's own font and
    spacing still sit well. Without one each letter is placed by itself, for renderers that know no text paths (PDF).
    """
    if not path_id:
        return _placed_letters(line, **attributes)
    start, end = line.angle - span / 2, line.angle + span / 2
    if line.is_turned:
        start, end = end, start
    path = element("path", id=path_id, d=arc_path(line.centre, line.baseline_radius, start, end), fill="none")
    # Some browsers ask the text for its length, others the path within it.
    held = held_width(line.content, line.size, line.face)
    words = element("textPath", line.content, href=f"#{path_id}", startOffset="50%", **held)
    return path + element("text", words, font_size=line.size, text_anchor="middle", **held, **attributes)


def _placed_letters(line: ArcText, **attributes: AttributeValue) -> SafeString:
    width = measure(line.content, line.size, line.face)
    direction = -1 if line.is_turned else 1
    radius = line.baseline_radius
    xs, ys, turns = [], [], []
    travelled = -width / 2
    for letter in line.content:
        advance = measure(letter, line.size, line.face)
        # A letter is turned about its own middle and then moved back along its baseline by half its advance.
        at = line.angle + direction * degrees((travelled + advance / 2) / radius)
        turn = at if direction == 1 else at - 180
        middle = polar(line.centre, radius, at)
        start = polar(middle, advance / 2, turn - 90)
        xs.append(start.x)
        ys.append(start.y)
        turns.append((turn + 180) % 360 - 180)
        travelled += advance
    return element("text", line.content, x=xs, y=ys, rotate=turns, font_size=line.size, **attributes)
