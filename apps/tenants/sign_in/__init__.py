"""Signing in: one-time links, the second factor, invitations, and who calls the API.

Passwords and sessions are those of allauth.
"""
