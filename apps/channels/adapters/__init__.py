"""The providers that this installation speaks with: one folder each, no knowledge of each other.

The table is what a package's metadata would hold under
``[project.entry-points."xin.channel_adapters"]``.
"""

BUILT_IN = {"webhook": "apps.channels.adapters.webhook:adapter"}
