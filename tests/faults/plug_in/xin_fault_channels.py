"""A channel whose adapter takes its process down with it at one word, until somebody mends it.

Mended it is by a file in the data folder, so that a test can do it while the product runs.
"""

import os
import signal
from pathlib import Path
from typing import Any

from xin_sdk.channels import ChatEvent, WebhookAdapter


class Fragile(WebhookAdapter):
    """``kill -9`` on oneself."""

    kind = "fragile"

    def read(self, raw: Any) -> ChatEvent:
        """Translate one piece, or die of it."""
        mended = Path(os.environ["XIN_DATA_DIR"], "mended").exists()
        if raw["text"] == "crash" and not mended:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(raw)


adapter = Fragile()
