"""The built-in kinds of nodes, one folder each.

The table is what a package's metadata would hold under ``[project.entry-points."xin.nodes"]``:
built-ins are loaded from it exactly as plug-ins are from theirs.
"""

BUILT_IN = {
    "start": "apps.flows.nodes.start.definition:definition",
    "say": "apps.flows.nodes.say.definition:definition",
    "ask_text": "apps.flows.nodes.ask_text.definition:definition",
    "choice": "apps.flows.nodes.choice.definition:definition",
    "condition": "apps.flows.nodes.condition.definition:definition",
    "set_variable": "apps.flows.nodes.set_variable.definition:definition",
    "hand_over": "apps.flows.nodes.hand_over.definition:definition",
    "end": "apps.flows.nodes.end.definition:definition",
}
