"""The timetable's drawing: every dated phase and milestone is in it, and in the table beside it."""

import datetime as dt
import xml.etree.ElementTree as ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from projects.timeline import Mark, Span, draw_timeline
from servicelofte.common.charts import TEXT
from servicelofte.common.formatting import full_day
from servicelofte.common.svg import measure

TODAY = dt.date(2026, 10, 1)
SPANS = [
    Span("1. Start", dt.date(2026, 9, 1), dt.date(2026, 11, 1)),
    Span("2. Dialog", dt.date(2026, 11, 1), None),
    Span("3. Beredning", None, None),
]
MARKS = [
    Mark("Fullmäktige <2027>", dt.date(2027, 2, 9), "Council"),
    Mark("Samråd", dt.date(2026, 9, 15), is_done=True),
]


def parts(chart, name):
    return ElementTree.fromstring(str(chart.svg)).findall(f".//{name}")


def test_drawing_holds_each_dated_phase_and_milestone():
    chart = draw_timeline(SPANS, MARKS, today=TODAY)
    bars = [part for part in parts(chart, "rect") if part.get("class") == "chart-bar"]
    assert len(bars) == 2
    assert [part.get("class") for part in parts(chart, "circle")] == ["chart-point", "chart-missing"]


def test_long_name_takes_one_line_where_there_is_room_and_more_on_a_phone():
    name = "Samarbetsförhandling om bemanningen i hemvården"
    chart = draw_timeline(SPANS, [Mark(name, dt.date(2026, 12, 22))], today=TODAY)
    narrow, wide = (
        [
            "".join(words.itertext())
            for words in ElementTree.fromstring(str(svg)).iter()
            if words.tag.endswith("text")
        ]
        for svg in (chart.svg, chart.wide)
    )
    assert f"{name} · {full_day(dt.date(2026, 12, 22))}" in wide
    assert len(narrow) > len(wide)


def test_table_says_the_same_in_order_of_time():
    chart = draw_timeline(SPANS, MARKS, today=TODAY)
    assert [(row[0]["text"], row[0].get("note")) for row in chart.rows] == [
        ("1. Start", None),
        ("2. Dialog", None),
        ("Samråd", ""),
        ("Fullmäktige <2027>", "Council"),
    ]
    assert chart.rows[1][2] == "–"


def test_words_in_another_language_than_the_page_are_marked_in_drawing_and_table():
    marks = [Mark("Samråd", dt.date(2026, 9, 15), "Staff", lang="sv")]
    spans = [Span("1. Vår start", SPANS[0].begins, SPANS[0].ends, "sv")]
    with translation.override("fi"):
        chart = draw_timeline(spans, marks, today=TODAY)
        table = render_to_string("components/table.html", {"headings": chart.headers, "rows": chart.rows})
    for drawing in (chart.svg, chart.wide):
        assert '<tspan lang="sv">1. Vår start</tspan>' in drawing
        assert '<tspan lang="sv">Samråd</tspan>' in drawing
    assert '<th scope="row" lang="sv">1. Vår start</th>' in table
    assert '<th scope="row"><span lang="sv">Samråd</span> (Staff)</th>' in table
    with translation.override("sv"):
        assert "lang=" not in draw_timeline(spans, marks, today=TODAY).svg


def test_label_keeps_its_width_when_letters_are_spaced_also_where_it_is_marked_up():
    mark = Mark("Valtuusto & kansa", dt.date(2027, 2, 9), lang="fi")
    label = next(
        node
        for node in parts(draw_timeline(SPANS, [mark], today=TODAY), "text")
        if "Valtuusto" in _said(node)
    )
    assert float(label.get("textLength")) == pytest.approx(measure(_said(label), TEXT), abs=0.01)


def _said(node):
    return "".join(node.itertext())


def test_today_is_drawn_only_inside_the_time_shown():
    inside = draw_timeline(SPANS, MARKS, today=TODAY)
    outside = draw_timeline(SPANS, MARKS, today=dt.date(2030, 1, 1))
    drawn = [
        [part for part in parts(chart, "line") if part.get("class") == "chart-target-line"]
        for chart in (inside, outside)
    ]
    assert [len(lines) for lines in drawn] == [4, 0]


def test_today_stands_in_a_light_gap_between_the_words_above_and_below():
    chart = draw_timeline(SPANS, MARKS, today=TODAY)
    lines = [
        part for part in parts(chart, "line") if part.get("class") in {"chart-gap-line", "chart-target-line"}
    ]
    assert [part.get("class") for part in lines[:2]] == ["chart-gap-line", "chart-target-line"]
    assert float(lines[0].get("stroke-width")) > 2 * float(lines[1].get("stroke-width"))
    words = [float(part.get("y")) for part in parts(chart, "text")]
    for drawn, above, below in zip(lines[::2], words, [*words[1:], float("inf")], strict=False):
        assert float(drawn.get("y1")) >= above + 6
        assert float(drawn.get("y2")) <= below - TEXT


def test_nothing_is_drawn_before_two_days_are_known():
    assert draw_timeline([], [], today=TODAY) is None
    assert draw_timeline(SPANS[2:], MARKS[:1], today=TODAY) is None


def test_nothing_lies_outside_the_drawing():
    chart = draw_timeline(SPANS, MARKS, today=TODAY)
    for part in parts(chart, "rect"):
        assert float(part.get("x")[:-1]) >= 0
        assert float(part.get("x")[:-1]) + float(part.get("width")[:-1]) <= 100.01


def test_day_of_a_milestone_is_never_broken_over_two_lines():
    long = "Enkäten och workshopparna är klara och sammanfattade"
    chart = draw_timeline(SPANS, [Mark(long, dt.date(2026, 12, 22)), *MARKS], today=TODAY)
    lines = [part.text for part in parts(chart, "text")]
    day = full_day(dt.date(2026, 12, 22))
    assert day in lines
    assert f"Samråd · {full_day(dt.date(2026, 9, 15))}" in lines
