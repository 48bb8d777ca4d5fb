"""Static files with hashed names; where nothing is collected (a fresh checkout), names stand for themselves."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise storage that never turns a missing file into a 500."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the name itself where nothing has been collected."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name
