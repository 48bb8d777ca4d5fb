"""Static files with hashed names; a name missing from the manifest (a fresh checkout under test) falls back to itself."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise storage that never turns a missing file into a 500."""

    manifest_strict = False
