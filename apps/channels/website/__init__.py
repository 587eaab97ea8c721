"""What a website channel needs beyond a channel: its sites, its preview, open answers.

`origins` says which sites may show a widget, `seen_sites` which ones did.
"""
