"""What each finding of the checker says, in English: what is wrong, and what to do about it.

A code may have a sentence per case, named behind a dot. What channels cannot do has sentences of
its own in `apps.flows.engine.misfits`.
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "no_start": "The flow has no Start block. Add one and connect it.",
    "several_starts": "This begins in one place only. Remove this block.",
    "wrong_purpose.flow": "“%(block)s” cannot be used in a flow. Remove it.",
    "wrong_purpose.policy": "“%(block)s” cannot be used in a policy. Remove it.",
    "duplicate_node": "Two blocks have the id “%(id)s”. Give one of them another id.",
    "unknown_kind": "There is no kind of block called “%(kind)s” here. Remove it.",
    "bad_config": "“%(title)s” %(problem)s.",
    "bad_config.whole": "This block %(problem)s.",
    "two_paths": "Two paths leave by “%(exit)s”. Remove one: a visitor can take one path.",
    "dangling_edge.source": (
        "A path begins at a block “%(block)s” that does not exist. Remove the path."
    ),
    "dangling_edge.target": (
        "A path leads to a block “%(block)s” that does not exist. Connect it anew."
    ),
    "unknown_exit": ("This block has no exit “%(exit)s” (its exits: %(exits)s). Remove the path."),
    "unknown_exit.none": "This block has no exits, so none is “%(exit)s”. Remove the path.",
    "unknown_block.empty": "Choose where the jump goes.",
    "unknown_block.gone": "The block that this leads to is gone. Choose another one.",
    "unknown_flow.empty": "Choose the flow that this block uses.",
    "unknown_flow.gone": (
        "The flow that this block uses is not there. Publish it, or choose another."
    ),
    "flow_not_published": (
        "“%(flow)s” was never published. Publish it, then this flow can use it."
    ),
    "flow_circle": "Flows use each other in a circle: %(circle)s. Take one use out.",
    "called_flow_broken": "“%(flow)s” has problems: %(problem)s Solve them there first.",
    "unknown_result": "The other flow never sets “%(variable)s”. Check the name.",
    "unreachable": ("Nothing leads to this block, so nobody will see it. Connect or remove it."),
    "dead_end": (
        "Nothing follows this block, so the conversation ends here. Connect it or add an End."
    ),
    "dead_end.waits": ("Nothing follows the visitor's answer. Connect a block that reacts to it."),
    "exit_not_connected": (
        "Nothing follows “%(exit)s”, so the conversation ends there. Connect it."
    ),
    "no_fallback": "%(advice)s",
    "loop_without_wait": (
        "This block is part of a loop that never waits for the visitor. "
        "Add a question to the loop, or a Repeat that limits it."
    ),
    "loop_by_itself": (
        "This block is part of a loop that goes on by itself for ever, though nobody answers. "
        "Add a Repeat to the loop, or a question."
    ),
    "loop_too_long": (
        "This loop may visit %(blocks)s blocks before anybody is asked; a turn visits "
        "%(most)s at most. Repeat it less often, or add a question to it."
    ),
    "missing_text": "“%(title)s” has no words yet.",
    "broken_text": "“%(title)s” cannot be filled in: %(reason)s.",
    "reserved_variable": (
        "“%(variable)s” is filled by every message of the visitor. Use another name."
    ),
    "unknown_variable": (
        "Nothing ever sets “%(variable)s”, so it is always empty. Check its name."
    ),
    "read_before_set": (
        "“%(variable)s” is only set further on, so it is empty here (%(way)s). "
        "Set it before, or give it a value to begin with."
    ),
    "no_model": (
        "No model is set up in this workspace, so this block always fails: Settings > Model."
    ),
}
