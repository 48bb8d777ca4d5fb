"""Charts as SVG with a table twin: answers to a question, and who has been heard.

They have no scale of their own: widths are percentages and letters keep their size, so that one drawing serves a
phone, a desk and a printed page. Without a ``palette`` colours come from the stylesheet by classes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servicelofte.common.svg import Palette, wrap
from servicelofte.common.svg.plot import frame, rect, written

TEXT, SMALL = 16, 14
# What a label may take on the narrowest phone, in CSS pixels.
LABEL_ROOM = 270
# Percent of the width for the bars; the words after them have the rest.
BAR_SHARE = 62

# A cell of a chart's table: its text, or {text, lang, note} as `components/table.html` takes it.
ChartCell = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the same figures as a table: headings, rows as in `components/table.html`, and a note to both.

    `wide` is the same drawing with longer lines of words, for pages that have room for them.
    """

    svg: SafeString
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[ChartCell, ...], ...]
    note: str = ""
    wide: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One alternative of a question; ``count`` is ``None`` where it is hidden to protect a small group."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A group that was to be heard: how many occasions or people were planned and how many took place."""

    label: str
    planned: int
    heard: int


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its label, its share of the width in percent (``None`` for no bar), and the words after it."""

    label: str
    share: float | None
    words: str
    alarm: bool = False


def shares_that_add_up(counts: Sequence[int]) -> list[int]:
    """Whole percentages of ``counts`` that sum to exactly 100, by largest remainder; all 0 when there is nothing."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares = [count * 100 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(counts[index] * 100 % total), index))
    for index in by_remainder[: 100 - sum(shares)]:
        shares[index] += 1
    return shares


def bar_chart(
    question: str,
    choices: Sequence[Choice],
    *,
    respondents: int,
    is_multiple: bool = False,
    palette: Palette | None = None,
    id_prefix: str,
) -> Chart:
    """The answers to one question. ``respondents`` is how many people answered it.

    With one answer each, percentages sum to 100. With several answers each (``is_multiple``) each is the share of
    the people, and a note says that they may sum to more. A hidden count gets no bar. Where answers exclude each
    other it could be worked out from the rest, so percentages and the number of people are then left out too;
    which counts are hidden, so that no two of them can be told apart by subtraction, is the caller's to decide.
    """
    has_hidden = any(choice.count is None for choice in choices)
    hides = has_hidden and not is_multiple
    shares = _choice_shares(choices, respondents, is_multiple=is_multiple)
    largest = max((choice.count or 0 for choice in choices), default=0) or 1
    bars, rows = [], []
    for choice, share in zip(choices, shares, strict=True):
        if choice.count is None:
            shown, percent, width = _("hidden"), "–", None
        else:
            shown, percent = str(choice.count), "–" if hides else _percent(share)
            width = choice.count / largest * 100 if hides else float(share)
        is_bare = hides or choice.count is None
        bars.append(_Bar(choice.label, width, shown if is_bare else f"{percent} ({shown})"))
        rows.append((choice.label, shown, percent))
    note = _respondents_note(respondents, is_multiple=is_multiple, has_hidden=has_hidden)
    svg = _draw_bars(bars, title=question, description=note, palette=palette, id_prefix=id_prefix)
    return Chart(svg, question, (_("Answer"), _("Number"), _("Share")), tuple(rows), note)


def _choice_shares(choices: Sequence[Choice], respondents: int, *, is_multiple: bool) -> list[int]:
    counts = [choice.count or 0 for choice in choices]
    if not is_multiple:
        return shares_that_add_up(counts)
    return [round(count * 100 / respondents) if respondents else 0 for count in counts]


def _respondents_note(respondents: int, *, is_multiple: bool, has_hidden: bool) -> str:
    parts = []
    if is_multiple or not has_hidden:
        counted = ngettext("%(count)d person answered.", "%(count)d people answered.", respondents)
        parts.append(counted % {"count": respondents})
    if is_multiple:
        parts.append(_("Several answers could be chosen, so the shares may add up to more than 100 %."))
    if has_hidden:
        parts.append(_("Groups that are too small are hidden to protect those who answered."))
    return " ".join(parts)


def coverage_bars(
    caption: str, groups: Sequence[Coverage], *, palette: Palette | None = None, id_prefix: str
) -> Chart:
    """Whom we meant to hear and whom we heard; a group not yet heard at all is said in words."""
    bars, rows = [], []
    for row in groups:
        share = min(row.heard / row.planned, 1) * 100 if row.planned else (100.0 if row.heard else 0.0)
        if not row.heard:
            words = _("not heard yet")
        elif not row.planned:
            words = str(row.heard)
        else:
            words = _("%(heard)d of %(planned)d") % {"heard": row.heard, "planned": row.planned}
        bars.append(_Bar(row.label, share, words, alarm=not row.heard))
        # A group for which no number was set has none to reach, and the number heard is not said twice.
        state = words if row.planned or not row.heard else "–"
        rows.append((row.label, str(row.planned) if row.planned else "–", str(row.heard), state))
    headers = (_("Group"), _("People to hear"), _("Heard"), _("State"))
    unheard = sum(1 for row in groups if not row.heard)
    note = ngettext(
        "%(count)d group has not been heard.", "%(count)d groups have not been heard.", unheard
    ) % {"count": unheard}
    note = note if unheard else _("Every group has been heard.")
    svg = _draw_bars(bars, title=caption, description=note, palette=palette, id_prefix=id_prefix)
    return Chart(svg, caption, headers, tuple(rows), note)


def _draw_bars(
    bars: Sequence[_Bar], *, title: str, description: str, palette: Palette | None, id_prefix: str
) -> SafeString:
    """Bars under each other, each with its label above it, so that long labels fit a phone."""
    y, drawn = 0.0, []
    for bar in bars:
        for words in wrap(bar.label, LABEL_ROOM, TEXT) or [""]:
            y += TEXT * 1.25
            drawn.append(written(0, y, words, "label", palette, size=TEXT))
        y += 8
        drawn.append(rect("0", y, f"{BAR_SHARE}%", 18, "track", palette))
        if bar.share:
            drawn.append(rect("0", y, f"{bar.share * BAR_SHARE / 100:.2f}%", 18, "bar", palette))
        role = "alarm" if bar.alarm else "figure"
        drawn.append(written(f"{BAR_SHARE + 2}%", y + 14, bar.words, role, palette, size=SMALL))
        y += 18 + 12
    return frame(
        drawn, y, title=title, description=description, palette=palette, id_prefix=id_prefix, kind="bars"
    )


def _percent(share: int) -> str:
    return f"{share}\u00a0%"
