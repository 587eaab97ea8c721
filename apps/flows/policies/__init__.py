"""The policies of a workspace: their order, their room, their API, and presets to begin with."""
