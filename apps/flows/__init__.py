"""What the bot does: graphs, kinds of blocks, the checker, the engine, versions, tests.

`graph` and `engine` know no database; `versions` leads from a draft to what runs.
"""
