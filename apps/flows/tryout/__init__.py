"""Trying a draft: turns like those of visitors, of which nothing is stored.

The state travels with each request.
"""
