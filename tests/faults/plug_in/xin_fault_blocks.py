"""A block that takes its process down with it, as a crash in a library would.

It enters by the door of every plug-in, because the fault suite puts this folder on the path.
"""

import os
import signal

from xin_sdk.nodes import NEXT, Leave, NodeComponent, NodeConfig, NodeKind, Walk


class Deadly(NodeComponent[NodeConfig]):
    """``kill -9`` on oneself."""

    def visit(self, walk: Walk) -> Leave:
        os.kill(os.getpid(), signal.SIGKILL)
        return Leave("next")


definition = NodeKind(
    kind="deadly",
    label="Crash",
    help="Ends the process that runs it.",
    group="Logic",
    icon="skull",
    search=("crash",),
    config=NodeConfig,
    default=NodeConfig(),
    component=Deadly,
    exits=lambda config: (NEXT,),
    summary=lambda config: "Crash",
    explain=lambda step: "It crashed.",
)
