"""Where the lines of an indicator over time run, and where its words find places that no line and no mark touches."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import hypot

from servicelofte.common.charts import LABEL_ROOM, SMALL
from servicelofte.common.svg import Face, measure
from servicelofte.common.svg.plot import round_bounds

# Pixels between words and the middle of a line or a mark, and points of a line that are tried against them.
AIR, AROUND_MARK, STEPS = 3, 8, 24
# Half of the line that a single target has, in percent of the width.
SINGLE = 4
# Baselines in pixels, and places across in percent, that are tried for words once their usual places are taken.
ROWS, ACROSS = 4, (0, 15, 30, 50, 75, 100)
Dot = tuple[float, float]
# Left, right, top and bottom in pixels of the narrowest place.
Box = tuple[float, float, float, float]


def room_of(left: float, width: float, baseline: float) -> Box:
    """Return the room that words of a chart's size take; all in pixels."""
    return left, left + width, baseline - SMALL * 0.8, baseline + SMALL * 0.25


@dataclass(frozen=True, slots=True)
class TimePoint:
    """An indicator at one time; ``value`` is ``None`` where nothing was measured, ``target`` where none was set."""

    label: str
    value: float | None
    target: float | None = None


class Plot:
    """Where values and times lie: x in percent of the width, y in pixels from the top."""

    height = 260
    top, bottom = 34, 208
    left, right = 9, 91

    def __init__(self, points: Sequence[TimePoint]) -> None:
        self.points = points
        known = [value for point in points for value in (point.value, point.target) if value is not None]
        self.low, self.high = round_bounds(min([0.0, *known]), max(known, default=1.0))

    def x(self, index: int) -> float:
        """Where a point lies across, by its place in the row; in percent of the width."""
        steps = max(len(self.points) - 1, 1)
        share = 0.5 if len(self.points) == 1 else index / steps
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        """How far down a value lies, in pixels."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def lines(self) -> Iterator[list[Dot]]:
        """The values and the target as unbroken lines; x in pixels of the narrowest place, y in pixels."""
        for name in ("value", "target"):
            run: list[Dot] = []
            for index, point in enumerate(self.points):
                number = getattr(point, name)
                if number is None:
                    yield run
                    run = []
                else:
                    run.append((self.x(index) * LABEL_ROOM / 100, self.y(number)))
            yield run
        targets = self.targets()
        if len(targets) == 1:
            [(index, target)] = targets
            yield [((self.x(index) + side) * LABEL_ROOM / 100, self.y(target)) for side in (-SINGLE, SINGLE)]

    def targets(self) -> list[tuple[int, float]]:
        """The points that have a target, by their place in the row."""
        return [(index, point.target) for index, point in enumerate(self.points) if point.target is not None]

    def marks(self) -> list[Dot]:
        """The middle of each point, and of the ring where a value is missing, in pixels as `lines`."""
        return [
            (
                self.x(index) * LABEL_ROOM / 100,
                self.bottom if point.value is None else self.y(point.value),
            )
            for index, point in enumerate(self.points)
        ]


@dataclass(frozen=True, slots=True)
class Placed:
    """Words at a place: ``x`` in percent with its anchor, ``y`` of the baseline."""

    text: str
    x: float
    anchor: str
    y: float


@dataclass
class WordPlaces:
    """Finds places for words and remembers them. Places are judged on the narrowest screen, where room is least."""

    plot: Plot
    taken: list[Box] = field(default_factory=list)

    @cached_property
    def _drawn(self) -> list[tuple[Dot, float]]:
        """What words keep away from: places on lines and marks, each with how far."""
        on_lines = [(at, AIR) for run in self.plot.lines() for at in _along(run)]
        return [*on_lines, *((at, AROUND_MARK) for at in self.plot.marks())]

    def place(self, text: str, places: Sequence[Dot], face: Face) -> Placed:
        """Set ``text`` centred at the first of ``places`` (x in percent, baseline) that is free, else at the free
        place that is nearest to the first of them.
        """
        tried = (self._at(text, x, y, face) for x, y in itertools.chain(places, self._nearest_to(*places[0])))
        first = self._at(text, *places[0], face)
        chosen = next((row for row in tried if self.is_free(row[1])), first)
        self.taken.append(chosen[1])
        return chosen[0]

    def _nearest_to(self, x: float, y: float) -> list[Dot]:
        rows = range(SMALL, int(self.plot.bottom), ROWS)
        places = [(float(across), float(row)) for across in (x, *ACROSS) for row in rows]
        return sorted(places, key=lambda at: hypot((at[0] - x) * LABEL_ROOM / 100, at[1] - y))

    def _at(self, text: str, x: float, y: float, face: Face) -> tuple[Placed, Box]:
        """Return words centred at a place, or at the edge that they would run over, and the room that they take."""
        width = measure(text, SMALL, face)
        left = x * LABEL_ROOM / 100 - width / 2
        if left < 0:
            return Placed(text, 0, "start", y), room_of(0, width, y)
        if left + width > LABEL_ROOM:
            return Placed(text, 100, "end", y), room_of(LABEL_ROOM - width, width, y)
        return Placed(text, x, "middle", y), room_of(left, width, y)

    def is_free(self, box: Box) -> bool:
        """Whether no line, mark or other words touch a box."""
        left, right, top, bottom = box
        if top < 0 or bottom > self.plot.bottom + 4:
            return False
        if any(
            left < other[1] + AIR and right > other[0] - AIR and top < other[3] and bottom > other[2]
            for other in self.taken
        ):
            return False
        return not any(
            left - air < x < right + air and top - air < y < bottom + air for (x, y), air in self._drawn
        )


def _along(run: list[Dot]) -> Iterator[Dot]:
    yield from run
    for (x1, y1), (x2, y2) in itertools.pairwise(run):
        for step in range(1, STEPS):
            yield x1 + (x2 - x1) * step / STEPS, y1 + (y2 - y1) * step / STEPS
