"""Path converter for the region's slug: words that the addresses themselves use are not regions."""

RESERVED = (
    "work",
    "r",
    "account",
    "admin",
    "api",
    "static",
    "media",
    "styleguide",
    "start",
    "bench",
    "about",
)


class RegionConverter:
    """Matches a region's slug, never a reserved word."""

    regex = rf"(?!(?:{'|'.join(RESERVED)})(?:/|$))[-a-z0-9_]+"

    def to_python(self, value: str) -> str:
        """Return the slug."""
        return value

    def to_url(self, value: str) -> str:
        """Return the slug."""
        return value
