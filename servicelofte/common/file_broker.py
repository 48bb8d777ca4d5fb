"""The embedded broker: messages as files, each of which appears whole.

Kombu's own transport opens a file under its final name and then writes it. A worker that looks in between reads an
empty message and ends, so the file is written under another name and renamed.
"""

import os
import uuid
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Files of a folder as queues."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Put a message where readers of `queue` find it, at once and whole."""
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        target = os.path.join(self.data_folder_out, name)
        unfinished = f"{target}.part"
        with open(unfinished, "wb") as file:
            file.write(dumps(payload).encode())
        os.replace(unfinished, target)


class Transport(filesystem.Transport):
    """Kombu's transport over files with that channel."""

    Channel = Channel
