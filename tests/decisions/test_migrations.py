"""A release before there were proposals can read the packages that it finds when it is gone back to."""

import pytest
from django.conf import settings

from decisions.enums import PartKind
from decisions.models import PackagePart
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region
from tests.factories.decisions import make_package
from tests.upgrade import there_and_back


@pytest.fixture
def _migrations(transactional_db):
    # Told only when the database is made, which is after the tests are collected.
    if "decisions" in settings.MIGRATION_MODULES:
        pytest.skip("migrations are switched off")


@pytest.mark.usefixtures("_migrations")
def test_going_back_before_proposals_takes_them_out_and_leaves_their_words_in_the_history():
    region = make_region()
    with region_scope(region):
        package = make_package(region=region)
        words = PackagePart.objects.get(package=package, kind="proposal", language="sv").body
    there_and_back([("decisions", "0004_annulments")])
    with region_scope(region):
        left = set(package.parts.values_list("kind", flat=True))
        kept = PackagePart.history.filter(kind="proposal", language="sv").first()
    assert left == set(PartKind.values) - {"proposal"}
    assert kept.body == words
