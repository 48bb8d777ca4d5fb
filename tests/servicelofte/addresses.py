"""Every address of the house, from the resolver, with arguments filled in from a world of rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.world import World

OURS = (*settings.APPS, "")
PORTAL = {
    "work_home",
    "workspace_home",
    "front",
    "region_home",
    "region_promise",
    "region_take_part",
    "region_followup",
    "public_project",
    "thread",
}


@dataclass(frozen=True)
class Address:
    """One named address: its route, view and parameter names."""

    name: str
    route: str
    view: Any
    parameters: tuple[tuple[str, str], ...]

    @property
    def permission(self) -> str:
        """Return the permission that the view declares; "" for pages open to everybody."""
        view = getattr(self.view, "view_class", self.view)
        return getattr(view, "permission", "")

    @property
    def is_workspace(self) -> bool:
        """Tell whether only signed-in people come here."""
        return "work/" in self.route


def addresses() -> list[Address]:
    """Return every address of the apps and the portal."""
    return sorted(_walk(get_resolver(), "", ""), key=lambda address: address.name)


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        path = route + str(getattr(pattern.pattern, "_route", ""))
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or namespace
            if inner in OURS:
                yield from _walk(pattern, path, inner)
        elif isinstance(pattern, URLPattern) and pattern.name and (namespace or pattern.name in PORTAL):
            name = f"{namespace}:{pattern.name}" if namespace else pattern.name
            converters = {key: type(value).__name__ for key, value in pattern.pattern.converters.items()}
            yield Address(name, path, pattern.callback, tuple(_parameters(path) or converters.items()))


def _parameters(route: str) -> list[tuple[str, str]]:
    import re

    return [(name, kind or "str") for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route)]


def fill(address: Address, world: World, *, region: Any = None) -> str:
    """Return the address with this world's keys; `region` another region in the path than the rows'.

    Raises KeyError for a parameter that the world has no row for: declare it in tests/factories/world.py.
    """
    values = {name: _value(name, kind, address, world, region) for name, kind in address.parameters}
    return reverse(address.name, kwargs=values)


def _value(name: str, kind: str, address: Address, world: World, region: Any) -> Any:
    if name == "region":
        return (region or world.region).slug
    if name == "project":
        return world.project.slug if kind == "slug" else world.project.pk
    fixed = _FIXED.get((address.name, name)) or _FIXED.get(("", name))
    if fixed:
        return fixed(world)
    if name == "pk":
        name = _PK[address.name]
    return world.rows[name].pk


_PK = {
    "accounts:member_end": "membership",
    "jobs:job_retry": "job",
    "drafting:cell_history": "cell",
    "drafting:core_history": "promise",
    "drafting:principle_history": "principle",
    "drafting:statement_history": "statement",
}
_FIXED: dict[tuple[str, str], Any] = {
    ("", "phase"): lambda world: world.rows["phase"].key,
    ("", "step"): lambda world: "own_step",
    ("", "perspective"): lambda world: "availability",
    ("", "viewpoint"): lambda world: "resident",
    ("", "number"): lambda world: 1,
    ("", "kind"): lambda world: "statement",
    ("", "key"): lambda world: str(world.statement.lineage),
    ("", "lineage"): lambda world: world.statement.lineage,
    ("", "language"): lambda world: "sv",
    ("", "code"): lambda world: "AAAA-AAAA-AAAA-AAAA",
    ("", "order"): lambda world: 0,
    ("", "sha256"): lambda world: world.rows["document"].sha256,
    ("accounts:region_page", "kind"): lambda world: "privacy",
    ("accounts:service_page", "kind"): lambda world: "privacy",
}
