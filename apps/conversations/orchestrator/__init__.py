"""The orchestrator: takes conversations that have work and gives each one its turn.

`service` runs it, `turns` is one turn; `claim`, `answer` and `commit` are its parts.
"""
