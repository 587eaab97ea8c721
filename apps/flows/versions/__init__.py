"""From a draft to what runs: saving, publishing, bundling, archiving, programs.

`services` writes, `queries` reads; a version never changes.
"""
