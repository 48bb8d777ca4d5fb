"""Brings the catalogues in `locale/` up to date with the strings of the sources, and says what lacks a translation.

English is the language of the sources and has no catalogue. A translation is kept only while its English stays
the same: nothing is guessed from a similar sentence, so nothing is ever fuzzy. What the packages bring is
translated by themselves, except what `EXTRA` lists because it reads badly or is missing there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from machine import PYTHON, ROOT, say

LANGUAGES = ("sv", "fi")
# Names under which a module may import gettext besides its own and `_`; plain and lazy side by side need two.
ALIASES = ("_lazy", "_now")
LEFT_OUT = ("tests/", "scripts/", "bench/", "docs/", "static/", "locale/", "requirements")
EXTRA = ROOT / "locale" / "packages.pot"
HEADER = {
    "Project-Id-Version": "Servicelöfte",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

# Without settings, makemessages looks at the present folder only.
MAKEMESSAGES = """
import sys
from django.core.management import execute_from_command_line
from django.core.management.commands.makemessages import Command
Command.xgettext_options += ["--keyword=" + alias for alias in sys.argv.pop(1).split(",")]
execute_from_command_line(["django-admin", "makemessages", *sys.argv[1:]])
"""

Key = tuple[str | None, str, str]


def key(entry: polib.POEntry) -> Key:
    """Return what tells one entry from all others: context, English, English plural."""
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


def catalogue(language: str) -> Path:
    """Return the path of the catalogue of `language`."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def extract() -> polib.POFile:
    """Return every string of the sources and of `EXTRA`, in the order of the files, without translations."""
    with tempfile.TemporaryDirectory(prefix="servicelofte-messages-") as folder:
        for name in sources():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
        Path(folder, "locale").mkdir()
        env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        command = [str(PYTHON), "-c", MAKEMESSAGES, ",".join(ALIASES), "--keep-pot", "--no-location"]
        command += [part for language in LANGUAGES for part in ("--locale", language)]
        done = subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        found = polib.pofile(Path(folder, "locale", "django.pot").read_text(encoding="utf-8"))
    known = {key(entry) for entry in found}
    found.extend(entry for entry in polib.pofile(str(EXTRA)) if key(entry) not in known)
    return found


def sources() -> list[str]:
    """Return the files that may hold strings: Python and templates, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py", "*.html", "*.txt"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted({name for name in listed if not name.startswith(LEFT_OUT) and (ROOT / name).exists()})


def merged(template: polib.POFile, language: str) -> polib.POFile:
    """Return the catalogue of `language` with exactly the entries of `template`."""
    path = catalogue(language)
    old = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    result = polib.POFile(wrapwidth=100)
    result.metadata = {**HEADER, "Language": language}
    for entry in template:
        before = old.get(key(entry))
        if before is not None and "fuzzy" in before.flags:
            before = None
        copy = polib.POEntry(
            msgid=entry.msgid,
            msgctxt=entry.msgctxt,
            msgid_plural=entry.msgid_plural,
            comment=entry.comment,
            flags=sorted(entry.flags),
        )
        if entry.msgid_plural:
            copy.msgstr_plural = dict(before.msgstr_plural) if before else {0: "", 1: ""}
        else:
            copy.msgstr = before.msgstr if before else ""
        result.append(copy)
    return result


def main() -> int:
    """Write the catalogues; return 1 when something still lacks a translation."""
    template = extract()
    missing = 0
    for language in LANGUAGES:
        result = merged(template, language)
        path = catalogue(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(result).rstrip("\n") + "\n", encoding="utf-8")
        untranslated = result.untranslated_entries()
        missing += len(untranslated)
        say(f"{language}: {len(result)} strings, {len(untranslated)} without a translation")
        for entry in untranslated:
            say(f"    {entry.msgid}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
