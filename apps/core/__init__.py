"""The vocabulary that all layers share: contents, errors, events, opening hours.

No Django and no I/O; a registry collects what is built in and what packages add.
"""
