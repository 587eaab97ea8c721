"""HTTP outwards, to addresses that workspaces write down, and never into our own network.

`client` is the only way; `public_addresses` says where it may go.
"""
