"""Contributions, comments and opinions for tests of what people say."""

from itertools import count
from typing import Any

from participation.domain.contribution import receive_contribution
from participation.enums import Channel
from participation.models import Contribution
from projects.models import Project
from servicelofte.common.tenancy import region_scope
from servicelofte.common.tokens import receipt_code

_numbers = count(1)


def make_contribution(project: Project, words: str = "", **values: Any) -> Contribution:
    """Receive a contribution to a project, by default an e-mail that nobody has read yet."""
    values = {"channel": Channel.EMAIL, "language": "sv", **values}
    with region_scope(project.region):
        return receive_contribution(
            region=project.region,
            project=project,
            words=words or f"Tiderna är för få, {next(_numbers)}.",
            **values,
        )


def code_of(contribution: Contribution) -> str:
    """Return the code on the receipt."""
    return receipt_code(purpose="receipt", uuid=contribution.uuid, generation=contribution.generation)
