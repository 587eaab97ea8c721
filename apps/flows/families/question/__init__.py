"""What all questions share: asking, asking again, giving up, and reading what people write.

A kind of question says only how it shows itself and how it reads an answer. This is no kind
itself: it has no definition.
"""
