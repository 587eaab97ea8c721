"""The product, an app per layer.

Which may import which stands in `pyproject.toml`, under importlinter.
"""
