"""What a website channel needs beyond a channel: its sites, its preview, open answers."""
