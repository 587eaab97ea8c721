"""The orchestrator: takes conversations that have work and gives each one its turn."""
