"""The verbs of events about conversations."""

RAISED = "raised"
"""An event that a flow raised; its data are the name and the values."""
