"""An e-mail address is measured as it is kept: in small letters."""

import pytest
from django.core.exceptions import ValidationError

from servicelofte.common.forms import MailAddress


def test_address_is_kept_in_small_letters_on_one_line():
    assert MailAddress().clean(" Eva.Ek@Example.FI\u202e ") == "eva.ek@example.fi"
    assert MailAddress(required=False).clean(" ") == ""


@pytest.mark.parametrize("address", [f"a@{'b.' * 130}fi", f"a@{'.'.join(['İ' * 60] * 4)}.fi"])
def test_address_that_no_column_holds_is_refused(address):
    with pytest.raises(ValidationError, match="254"):
        MailAddress().clean(address)
