"""Rows that stand before an upgrade have what the upgrade asks of them, and it goes back."""

import pytest
from django.conf import settings

from drafting.domain.opinion import submit_opinion
from drafting.models import Opinion
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import draft
from tests.drafting.test_remiss import FULL
from tests.factories.accounts import make_region, make_user
from tests.factories.drafting import make_version
from tests.factories.projects import make_statement
from tests.factories.remiss import make_request
from tests.upgrade import there_and_back

BEFORE = ("drafting", "0002_names_in_histories")


@pytest.fixture
def _migrations(transactional_db):
    # Told only when the database is made, which is after the tests are collected.
    if "drafting" in settings.MIGRATION_MODULES:
        pytest.skip("migrations are switched off")


@pytest.mark.usefixtures("_migrations")
def test_opinion_given_before_the_upgrade_gets_the_version_it_was_given_on():
    region = make_region()
    _project, version, _statement = draft(region, days=30)
    with region_scope(region):
        row = make_request(version.consultations.select_related("region").get(), make_user(region))
        opinion = submit_opinion(opinion_request=row, answers=FULL, opened=row.version)
        # The consultation has moved to a newer version since.
        consultation = version.consultations.get()
        make_statement(version.promise, "quality")
        consultation.draft = make_version(version.promise)
        consultation.save()
    there_and_back([BEFORE])
    with region_scope(region):
        assert Opinion.objects.get(pk=opinion.pk).draft == version
