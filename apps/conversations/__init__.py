"""Who talks with whom: threads, turns of the bot, agents, what comes in and goes out.

`thread` is what all sides write through; `orchestrator` gives conversations their turns.
"""
