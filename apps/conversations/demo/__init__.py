"""Visitors who are none: sample chats of a new workspace, pretend visitors.

They can be removed, and are never counted.
"""
