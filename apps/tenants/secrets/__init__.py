"""Keys and passwords of a workspace, and changing the key that encrypts them all.

A value goes in and comes out for the server that it is meant for only.
"""
