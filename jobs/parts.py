"""What jobs registers with the shop floor: its page in the navigation."""

from django.utils.translation import pgettext_lazy

from servicelofte.common import registry
from servicelofte.common.registry import NavigationItem

registry.navigation.add(
    "jobs",
    NavigationItem(
        pgettext_lazy("long work of the system", "Jobs"), "jobs:job_list", "jobs.view_job", in_menu=True
    ),
)
