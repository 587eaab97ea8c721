"""What every app stands on and no workspace sees: database, outgoing HTTP, secrets at rest.

Above the vocabulary (`apps.core`), below everything that knows a workspace.
"""
