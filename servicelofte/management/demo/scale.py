"""How large the demo is: as many comments as a whole region sends, or as many regions as a country has."""

from servicelofte.management.demo import crowd, nation
from servicelofte.management.demo.story import Cast

SCALES = ("small", "region", "nation")


def grow(casts: dict[str, Cast], scale: str) -> None:
    """Bring the demo up to `scale`; what it has already is kept."""
    if scale in ("region", "nation"):
        crowd.gather(casts["skargardskusten"])
    if scale == "nation":
        nation.found()
