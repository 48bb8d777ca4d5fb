"""`manage.py find_person NAME`: list every place where a name or an address stands, for a data protection request."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Region
from servicelofte.common.traces import traces_of


class Command(BaseCommand):
    """Tell region, table and row, field, and what stands around; nothing found is no fault."""

    help = "Lists every text, history included, in which a name or an e-mail address stands (GDPR art. 15)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the words, and perhaps a region."""
        parser.add_argument("words", nargs="+", metavar="NAME", help="A name or an address, in any order.")
        parser.add_argument("--region", metavar="SLUG", default="", help="Look in one region only.")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, and tell how many."""
        slugs = dict(Region.objects.values_list("pk", "slug"))
        region = {slug: pk for pk, slug in slugs.items()}.get(options["region"])
        if options["region"] and region is None:
            raise CommandError(f"There is no region {options['region']}.")
        found = 0
        for trace in traces_of(words=" ".join(options["words"]), region=region):
            found += 1
            place = slugs.get(trace.region, "-") if trace.region else "-"
            self.stdout.write(f"{place}: {trace.what} {trace.key}, {trace.field}: {trace.excerpt}")
        self.stdout.write(f"Found in {found} places.")
