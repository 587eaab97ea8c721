"""How static files get names that never change their content."""

from typing import IO, Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

NAMED_BY_VITE = "app/"
NAMED_BY_CONTENT = r"^/static/(app/assets/.+-[\w-]{8}|.+\.[0-9a-f]{12})\.\w+$"
"""Addresses, Vite's and Django's, whose file never changes: browsers keep it for ever."""


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names a file by its content, except where Vite did: its scripts import each other by name.

    A file that was never gathered keeps its plain name, so that a page is still answered.
    """

    manifest_strict = False

    def hashed_name(
        self, name: str, content: IO[Any] | None = None, filename: str | None = None
    ) -> str:
        """Give the name under which a file is served."""
        if name.startswith(NAMED_BY_VITE) or (content is None and not self.exists(name)):
            return name
        hashed: str = super().hashed_name(name, content, filename)
        return hashed
