"""What is different between two graphs, in words for somebody who decides about publishing.

`graph_changes` compares blocks and paths, `config_changes` one block.
"""
