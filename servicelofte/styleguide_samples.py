"""What the style guide shows: the words of `styleguide_samples.yaml` and drawings made from them."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from django.contrib.messages import INFO, SUCCESS
from django.contrib.messages.storage.base import Message

from projects.wheel import Band, Sector, WheelData, WheelVariant, draw_wheel, wheel_twin
from servicelofte.common.charts import Choice, bar_chart
from servicelofte.common.status_bar import status_bar
from servicelofte.common.trend import TimePoint, line_chart

SOURCE = Path(__file__).with_suffix(".yaml")


def samples() -> dict[str, Any]:
    """Return the values of the style guide's template: content in Swedish, with parts in Finnish."""
    content = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    wheel = _wheel(content.pop("wheel"))
    bars, line = content.pop("bars"), content.pop("line")
    return content | {
        "user": SimpleNamespace(is_authenticated=True, **content.pop("person")),
        "messages": [],
        "sample_messages": [
            Message(SUCCESS, "Kommentaren är besvarad."),
            Message(INFO, "Svaret skickas i kväll."),
        ],
        "line_chart": line_chart(
            line["caption"], [TimePoint(**point) for point in line["points"]], unit="%", id_prefix="line"
        ),
        "bar_chart": bar_chart(
            bars["question"],
            [Choice(label, count) for label, count in bars["answers"].items()],
            respondents=sum(bars["answers"].values()),
            id_prefix="bars",
        ),
        "status_bar": status_bar(content["status_counts"]),
        "wheel_svg": draw_wheel(wheel, id_prefix="draft"),
        "twin": wheel_twin(wheel),
        "status_wheel_svg": draw_wheel(wheel, variant=WheelVariant.FOLLOW_UP, id_prefix="status"),
        "status_twin": wheel_twin(wheel, variant=WheelVariant.FOLLOW_UP),
    }


def _wheel(content: dict[str, Any]) -> WheelData:
    sectors = [
        Sector(
            key=sector["key"],
            name=sector["name"],
            organiser=Band(url="#cell", **sector["organiser"]),
            resident=Band(url="#cell", **sector["resident"]),
        )
        for sector in content.pop("sectors")
    ]
    return WheelData(sectors=tuple(sectors), **content)
