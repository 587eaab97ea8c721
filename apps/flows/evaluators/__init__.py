"""The checks of policies, one module each.

The table is what a package's metadata would hold under
``[project.entry-points."xin.policy_evaluators"]``: built-ins are loaded from it exactly as
plug-ins are from theirs. Each becomes a block with the paths *Found* and *Clear*.
"""

BUILT_IN = {
    "personal_data": "apps.flows.evaluators.personal_data:evaluator",
    "keywords": "apps.flows.evaluators.keywords:evaluator",
    "pattern": "apps.flows.evaluators.pattern:evaluator",
    "profanity": "apps.flows.evaluators.profanity:evaluator",
    "links": "apps.flows.evaluators.links:evaluator",
    "length": "apps.flows.evaluators.length:evaluator",
    "prompt_injection": "apps.flows.evaluators.prompt_injection:evaluator",
    "no_source": "apps.flows.evaluators.no_source:evaluator",
    "hard_to_read": "apps.flows.evaluators.hard_to_read:evaluator",
    "rate": "apps.flows.evaluators.rate:evaluator",
    "cost": "apps.flows.evaluators.cost:evaluator",
}
