"""Secrets at rest.

What the database holds of them cannot be read without the key of the installation.
"""
