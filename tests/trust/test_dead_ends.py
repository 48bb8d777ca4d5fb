"""No page of the workspace leads a person to a page that refuses them."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.factories.accounts import make_user
from tests.trust.worlds import pages, whole_world

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[a-z]{2}/work/[^"#?]*)')


@pytest.mark.parametrize("role", ["observer", "producer", "manager", "secretary"])
def test_every_link_of_the_workspace_opens_for_the_person_who_sees_it(client, role):
    world = whole_world("ours", "OurCanary")
    client.force_login(make_user(world.region, role))
    seen: dict[str, set[str]] = {}
    for _address, url in pages(world):
        if "/work/" not in url:
            continue
        answer = client.get(url)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            for link in LINK.findall(answer.text):
                seen.setdefault(unescape(link), set()).add(url)
    assert seen
    refused = {link: sorted(where) for link, where in seen.items() if client.get(link).status_code == 403}
    assert refused == {}
