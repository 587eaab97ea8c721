"""A model that answers each visitor as they ask it to: well, late, wrong, cut, or not at all.

What a visitor says begins with ``model <how>``. Each prompt has a script of its own, so that
visitors with different troubles may ask at once.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from apps.flows.testing.openai_server import (
    CUT,
    HANG,
    OpenAIServer,
    Reply,
    Step,
    completion,
    problem,
)

ANSWER = "The model answers."
HUGE = "word " * 200_000
HASTE = {"retry-after": "1"}
QUOTA = {"code": "insufficient_quota", "type": "insufficient_quota"}
_WELL = completion(ANSWER)
_HALF = completion("Half an answer, and th")

RECOVERS: Mapping[str, tuple[Step, ...]] = {
    "well": (_WELL,),
    "429-once": (Reply(429, problem(429).body, headers=HASTE), _WELL),
    "500-once": (problem(500), _WELL),
    "503-once": (problem(503), _WELL),
}
"""What ends well, because the client tries again."""

FAILS: Mapping[str, tuple[Step, ...]] = {
    "429": (problem(429),),
    "429-long": (Reply(429, problem(429).body, headers={"retry-after": "3600"}),),
    "500": (problem(500),),
    "503": (problem(503),),
    "timeout": (HANG,),
    "cut-once": (CUT, _WELL),  # the visitor has seen words by then
    "bad-key": (problem(401),),
    "quota": (problem(429, "You exceeded your current quota.", **QUOTA),),
}
"""What ends at the error exit."""

GARBAGE: Mapping[str, tuple[Step, ...]] = {
    "cut": (CUT,),
    "no-json": (Reply(body="{not json"),),
    "half-json": (Reply(body=_HALF.body[:-20]),),
    "html": (Reply(body="<html>Welcome</html>", content_type="text/html"),),
    "nothing": (Reply(body=""),),
    "empty": (completion(""),),
    "no-words": (completion(None),),
    "no-finish": (completion("Half an answer, and th", finish=None),),
    "length": (completion("Half an answer, and th", finish="length"),),
    "huge": (completion(HUGE),),
    "bad-utf-8": (Reply(body=_HALF.body.replace("Half", "H\udcff\udcfelf")),),
    "list": (Reply(body=json.dumps([1, 2, 3])),),
}
"""What is no answer, or only a part of one: none of it may be shown."""

SCRIPTS = {**RECOVERS, **FAILS, **GARBAGE}
ECHO = "echo"
ECHO_SECONDS = 1.5


class ModelServer(OpenAIServer):
    """Chooses the script by what it is asked, and counts."""

    def __init__(self) -> None:
        super().__init__(script=[])
        self.calls: Counter[str] = Counter()
        """How often each prompt came."""
        self.overlaps = 0
        self._thinking: set[str] = set()

    def begin(self, request: Mapping[str, Any]) -> Step:
        """Note the call, and give the step of its script."""
        prompt = _prompt(request)
        self.calls[prompt] += 1
        how = prompt.split()[1]
        if how == ECHO:
            self.overlaps += _asker(prompt) in self._thinking
            self._thinking.add(_asker(prompt))
            return Reply(body=completion(prompt).body, seconds=ECHO_SECONDS)
        script = SCRIPTS[how]
        return script[min(self.calls[prompt], len(script)) - 1]

    def end(self, request: Mapping[str, Any]) -> None:
        """Note that the asker waits no more."""
        self._thinking.discard(_asker(_prompt(request)))


def _prompt(request: Mapping[str, Any]) -> str:
    return str(request["messages"][-1]["content"])


def _asker(prompt: str) -> str:
    """``model echo anna 7`` is asked by anna."""
    return prompt.split()[2]
