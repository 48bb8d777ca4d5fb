"""What `check --deploy` demands of what the privacy notice of the installation says."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from accounts.enums import Transfer


@register(Tags.security, deploy=True)
def says_where_data_go(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse what the privacy notice could not show of transfers outside the EEA (GDPR art. 13.1 f); warn where nothing
    is said.
    """
    kind, known = settings.OPERATOR_TRANSFER, ", ".join(Transfer.values)
    if not kind:
        text = (
            "The privacy notice must say whether personal data are transferred outside the EU and the EEA: set "
            f"OPERATOR_TRANSFER to one of {known}"
        )
        return [Warning(text, id="servicelofte.TRANSFER")]
    if kind not in Transfer.values:
        text = f"OPERATOR_TRANSFER is {kind!r}; it must be one of {known}"
        return [Error(text, id="servicelofte.TRANSFER")]
    if kind != Transfer.NONE and not settings.OPERATOR_TRANSFERRED_TO.strip():
        text = (
            "Data are transferred, but not said where: set OPERATOR_TRANSFERRED_TO to countries and receivers"
        )
        return [Error(text, id="servicelofte.TRANSFER")]
    return []
