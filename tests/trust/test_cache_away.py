"""A cache that is away makes pages slower, never impossible."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from drafting.models import Comment
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import make_form_token
from tests.factories.accounts import make_user
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
AWAY = "redis://127.0.0.1:1/0"
SHOW = "from django.conf import settings; import json; print(json.dumps(settings.CACHES))"
PASSWORD = "ett-langt-losenord"


@pytest.fixture(autouse=True)
def cache_is_away(settings):
    """Use the cache that `CACHE_URL` makes, at a port where nothing listens."""
    made = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, "CACHE_URL": AWAY, "DJANGO_SETTINGS_MODULE": "servicelofte.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    settings.CACHES = json.loads(made.stdout)


def test_draft_is_read_and_commented_on(region, client):
    world = make_world(region, "Kanarie")
    version = world.rows["version"].pk
    address = f"/sv/{region.slug}/{world.project.slug}/draft/"
    assert [client.get(address).status_code for _time in range(2)] == [200, 200]
    fields = {"words": "Bra.", "language": "sv", "part": "whole", "version": version}
    token = make_form_token(purpose=f"comment:{version}")
    answer = client.post(f"{address}comment/", {**fields, "form_token": token, "website": ""})
    assert answer.status_code == 201
    with region_scope(region):
        assert Comment.objects.filter(contribution__original="Bra.").exists()


def test_staff_go_on_and_sign_in_with_their_attempts_counted(region, client):
    user = make_user(region)
    user.set_password(PASSWORD)
    user.save()
    tried = {"login": user.email, "password": PASSWORD}
    assert client.post("/sv/account/login/", tried).status_code == 302
    assert client.get(f"/sv/work/{region.slug}/").status_code == 200
    for _time in range(5):
        Client().post("/sv/account/login/", {**tried, "password": "fel"})
    assert Client().post("/sv/account/login/", tried).status_code != 302
