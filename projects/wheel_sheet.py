"""What the wheel is drawn on: its colours and names on a sheet, and the circles that all parts keep to."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from projects.wheel_data import WheelData, WheelVariant, wheel_description, wheel_title
from servicelofte.common.svg import Face, Ink, Palette, Point, element, held_width
from servicelofte.common.svg.elements import AttributeValue

# Of the radius: where the core, the two principles and the organiser's band end.
CORE_END, HALVES_END, ORGANISER_END = 0.31, 0.48, 0.66
# How far a long core may reach on a phone: the inner ring keeps room for the name of a viewpoint.
GROWN_CORE_END = 0.37
RADIUS = 488
NAME_WEIGHT = 650
# Below this size, at 320 px wide, letters are under 12 px and give way on small screens.
SMALL_ON_PHONE = 42


@dataclass(frozen=True)
class Sheet:
    """What is drawn and with what: data, variant, colours, and the names that keep two drawings apart."""

    data: WheelData
    variant: WheelVariant
    palette: Palette | None
    size: int | None
    id_prefix: str

    @property
    def has_links(self) -> bool:
        return self.variant.has_links and self.palette is None

    @property
    def has_rim(self) -> bool:
        """Whether a patterned edge is shown wherever the drawing is shown."""
        return self.variant in (WheelVariant.FOLLOW_UP, WheelVariant.PRINT)

    @property
    def is_responsive(self) -> bool:
        """Whether a stylesheet can show one thing on a phone and another on a desk."""
        return self.palette is None

    def colours(self, key: str) -> Ink | None:
        if self.palette is None:
            return None
        return self.palette.perspectives[key] if key else self.palette.petrol

    def ground(self, role: str, key: str = "") -> dict[str, str]:
        """Attributes of a surface: ``full``, ``soft`` or ``blank``."""
        attributes = {"class_": f"wheel-{role}"}
        if self.palette and (ink := self.colours(key)):
            fill = {"full": ink.full, "soft": ink.soft, "blank": self.palette.card}[role]
            attributes |= (
                {"fill": fill} if role == "full" else {"fill": fill, "stroke": ink.full, "stroke_width": "2"}
            )
        return attributes

    def ink(self, role: str, key: str = "", *, extra: str = "", face: Face = Face.SANS) -> dict[str, str]:
        """Attributes of letters that stand on a surface of ``role``."""
        surface = "full" if role == "full" else "soft"
        attributes = {"class_": f"wheel-on-{surface} {extra}".strip()}
        if self.palette and (ink := self.colours(key)):
            attributes["fill"] = self.palette.card if role == "full" else ink.text
            attributes["font_family"] = self.palette.serif if face == Face.SERIF else self.palette.sans
        return attributes

    def held(self, words: str, size: float, face: Face) -> dict[str, AttributeValue]:
        """Attributes that hold words to their measured width where a reader may space letters; nothing elsewhere."""
        return held_width(words, size, face) if self.is_responsive else {}

    def rule(self) -> dict[str, str | None]:
        """Attributes of a line to write on."""
        stroke = self.palette.muted if self.palette else None
        return {"class_": "wheel-rule", "stroke": stroke, "stroke_width": "1.5"}

    def arc_id(self, *parts: str) -> str:
        """The id of a text path, or nothing where letters are placed one by one."""
        return "" if self.palette else "-".join((self.id_prefix, *parts))

    def frame(self, width: int, height: int, *children: str) -> SafeString:
        """The ``<svg>`` itself, with its name first."""
        title, description = wheel_title(self.data), wheel_description(self.data, self.variant)
        title_id, description_id = f"{self.id_prefix}-title", f"{self.id_prefix}-desc"
        if self.palette:
            head = element("title", f"{title}. {description}")
            naming = {"role": "img", "xmlns": "http://www.w3.org/2000/svg"}
        else:
            head = element("title", title, id=title_id) + element("desc", description, id=description_id)
            naming = {
                "role": "group" if self.has_links else "img",
                "aria_labelledby": title_id,
                "aria_describedby": description_id,
            }
        drawn_height = self.size and self.size * height / width
        return element(
            "svg",
            head,
            *children,
            class_=f"wheel wheel-{self.variant.value.replace('_', '-')}",
            viewBox=f"0 0 {width} {height}",
            width=self.size,
            height=drawn_height,
            lang=self.data.language,
            **naming,
        )


@dataclass(frozen=True)
class Rings:
    """The circles of a wheel, and type sizes that follow its radius."""

    centre: Point
    radius: float
    core_end: float = CORE_END

    @property
    def is_grown(self) -> bool:
        return self.core_end > CORE_END

    @property
    def core_room(self) -> float:
        """Radius of the part of the core in which words may stand."""
        return self.core - (8 if self.is_grown else 17) * self.unit

    @cached_property
    def unit(self) -> float:
        return self.radius / RADIUS

    @property
    def core(self) -> float:
        return self.radius * self.core_end

    @property
    def halves(self) -> tuple[float, float]:
        return self.core + 6 * self.unit, self.radius * HALVES_END

    @property
    def organiser(self) -> tuple[float, float]:
        return self.radius * HALVES_END + 6 * self.unit, self.radius * ORGANISER_END

    @property
    def resident(self) -> tuple[float, float]:
        return self.radius * ORGANISER_END + 6 * self.unit, self.radius

    @property
    def single(self) -> tuple[float, float]:
        """The one band of a wheel that shows a single viewpoint."""
        return self.radius * HALVES_END + 6 * self.unit, self.radius
