"""A package that was returned is mended in every language: whoever freezes it anew is told of one that was left."""

import pytest
from django.db.models.signals import post_init
from django.test import Client
from django.utils import translation

from decisions.domain.package import unfreeze_package, write_part
from decisions.models import DecisionPackage, PackagePart
from decisions.queries.completeness import needs_of
from decisions.queries.parity import compared
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_user
from tests.factories.decisions import freeze, make_package, reload
from tests.support import send

SAID = "only the words in another language were changed since the package was last frozen"


@pytest.fixture(autouse=True)
def _scope(region):
    with region_scope(region):
        yield


@pytest.fixture
def returned(region) -> DecisionPackage:
    """A package that was frozen, and is open again."""
    package = freeze(make_package(region=region))
    unfreeze_package(package=package, actor=None, opened=package.version, reason="Kostnaden räknas om.")
    return reload(package)


def rewrite(package: DecisionPackage, language: str, *, body: str = "", effect: str = "") -> None:
    part = PackagePart.objects.get(package=package, kind="implementation", language=language)
    write_part(
        package=package,
        kind=part.kind,
        language=language,
        actor=None,
        opened=part.version,
        body=body or part.body,
        budget_effect=effect or part.budget_effect,
    )


def behind(package: DecisionPackage) -> list[tuple[str, str]]:
    with translation.override("en"):
        needs = compared(package, needs_of(reload(package), "en"))
    return [(need.kind, need.language) for need in needs if need.is_doubtful and need.value == SAID]


def test_text_that_was_changed_in_one_language_only_is_pointed_out(returned):
    assert behind(returned) == []
    rewrite(returned, "fi", effect="Maksaa 2,4 miljoonaa euroa.")
    assert behind(returned) == [("budget_effect", "sv")]
    rewrite(returned, "sv", body="Så gör vi nu.")
    assert behind(returned) == [("budget_effect", "sv"), ("implementation", "fi")]
    rewrite(returned, "sv", effect="Kostar 2,4 miljoner euro.")
    rewrite(returned, "fi", body="Näin toimimme nyt.")
    assert behind(returned) == []


def test_package_that_was_never_frozen_is_compared_with_nothing(region):
    package = make_package(region=region)
    rewrite(package, "fi", effect="Maksaa 2,4 miljoonaa euroa.")
    assert behind(package) == []


def test_pages_name_the_language_that_was_left_before_the_package_is_frozen_anew(region, returned):
    rewrite(returned, "fi", effect="Maksaa 2,4 miljoonaa euroa.")
    client = Client()
    client.force_login(make_user(region, "secretary"))
    place = f"/en/work/{region.slug}/projects/{returned.promise.project_id}/decision/{returned.pk}/"
    assert SAID in client.get(place).text
    asked = client.get(f"{place}freeze/").text
    assert f"Effect on the budget (Swedish): {SAID}" in asked
    seen = asked.split('name="seen" value="')[1].split('"')[0]
    values = {"opened_version": reload(returned).version, "seen": seen}
    assert send(client, f"{place}freeze/", values).status_code == 302
    assert reload(returned).state == "frozen"


def test_of_all_that_was_saved_before_only_the_last_of_each_text_is_read(region):
    package = make_package(region=region)
    for number in range(4):
        rewrite(package, "fi", effect=f"Maksaa {number} euroa.")
    package = freeze(reload(package))
    unfreeze_package(package=package, actor=None, opened=package.version, reason="Kostnaden räknas om.")
    earlier = []

    def note(instance, **_more):
        earlier.append(instance)

    post_init.connect(note, sender=PackagePart.history.model)
    try:
        assert behind(package) == []
    finally:
        post_init.disconnect(note, sender=PackagePart.history.model)
    assert len(earlier) == PackagePart.objects.filter(package=package).count()
