"""No page of the workspace leads a person to a page that refuses them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.factories.accounts import make_user
from tests.trust.worlds import pages, whole_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_files")]
LINK = re.compile(r'href="(/[a-z]{2}/work/[^"#?]*)')


@pytest.fixture(scope="module")
def world(lasting):
    return whole_world("ours", "OurCanary")


@pytest.mark.once
@pytest.mark.parametrize("role", ["observer", "producer", "manager", "secretary"])
def test_every_link_of_the_workspace_opens_for_the_person_who_sees_it(world, client, role):
    client.force_login(make_user(world.region, role))
    seen: dict[str, set[str]] = {}
    statuses: dict[str, int] = {}
    for _address, url in pages(world):
        if "/work/" not in url:
            continue
        answer = client.get(url)
        statuses[url] = answer.status_code
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            for link in LINK.findall(answer.text):
                seen.setdefault(unescape(link), set()).add(url)
    assert seen
    for link in seen.keys() - statuses.keys():
        statuses[link] = client.get(link).status_code
    refused = {link: sorted(where) for link, where in seen.items() if statuses[link] == 403}
    assert refused == {}
