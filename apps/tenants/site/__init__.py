"""The workspace site under ``/app/<slug>/``: the pages, the navigation around them, Home.

Apps add their pages in their ``admin.py``.
"""
