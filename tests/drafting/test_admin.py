"""The administration site names the places of comments instead of showing their keys."""

from django.urls import reverse

from accounts.models import User
from tests.drafting.test_comment import CELL, draft, say


def test_operators_list_of_comments_names_goal_and_side(client, region, in_english):
    say(draft(region)[1], CELL)
    client.force_login(
        User.objects.create_superuser(email="operator@example.fi", name="Operator", language="en")
    )
    page = client.get(reverse("admin:drafting_comment_changelist")).text
    assert '<td class="field-perspective">Availability</td>' in page
    assert ">availability<" not in page
