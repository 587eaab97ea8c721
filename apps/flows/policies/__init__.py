"""The policies of a workspace: their order, their pages, their API.

`presets` are policies to begin with; what a policy decides is the business of the engine.
"""
