"""`manage.py project_export ID FILE`: write what every app knows of a project as one JSON file (`docs/export.md`)."""

import json
import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from projects.models import Project
from servicelofte.common import clock, registry
from servicelofte.common.fields import columns_of
from servicelofte.common.tenancy import every_region, region_scope

FORMAT = "servicelofte.project"
VERSION = 1


class Command(BaseCommand):
    """Exit 0 when the file is there whole; else say what is wrong, and leave what was there before."""

    help = "Writes a project with everything that may be read of it as one JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the project and the file."""
        parser.add_argument("project", metavar="ID", type=int, help="The number in the project's address.")
        parser.add_argument("file", metavar="FILE", type=Path, help="Is replaced when it is there.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Gather and write."""
        path: Path = options["file"]
        document = _document(options["project"])
        try:
            _write_whole(document, path)
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error.strerror}: {path}") from error
        self.stdout.write(f"Project {options['project']} stands in {path}.")


def _document(project_id: int) -> dict[str, Any]:
    """Return the project as values that DjangoJSONEncoder can write; raises CommandError when there is none."""
    with every_region():
        project = Project.objects.select_related("region").filter(pk=project_id).first()
    if project is None:
        raise CommandError(f"There is no project {project_id}.")
    region = project.region
    with region_scope(region):
        # Later apps first: what they name in earlier ones has then come, also while people work.
        parts = {key: export(project_id) for key, export in reversed(registry.project_exports.items())}
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_at": clock.now(),
        "region": {
            "slug": region.slug,
            "name": dict(columns_of(region, "name")),
            "languages": region.languages,
        },
        **dict(reversed(parts.items())),
    }


def _write_whole(document: Mapping[str, Any], path: Path) -> None:
    """Write the document under another name beside `path`, for its owner only, then rename it; raises OSError."""
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(document, file, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            file.write("\n")
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
