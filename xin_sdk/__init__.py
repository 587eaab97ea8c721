"""What packages of others may import: nothing else of Xin ChatBot is promised to stay.

- `xin_sdk.nodes`: blocks of flows
- `xin_sdk.evaluators`: checks of policies
- `xin_sdk.channels`: channels of a provider
- `xin_sdk.content`: what a bot can say
- `xin_sdk.testing`: running all of these without a server

A name that stands in the ``__all__`` of one of these keeps its meaning within a major version.
"""
