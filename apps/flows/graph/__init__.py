"""The flow file: the shape of a graph, reading one, and the language it is shown in.

Nothing here asks whether a graph makes sense; that is the checker.
"""
