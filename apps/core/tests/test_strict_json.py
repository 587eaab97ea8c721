import pytest

from apps.core.errors import Invalid, TooLarge
from apps.core.strict_json import MAX_BYTES, MAX_DEPTH, read_json


def test_it_reads_json() -> None:
    assert read_json('{"a": [1, 2.5, null, "ä😀"]}'.encode()) == {"a": [1, 2.5, None, "ä😀"]}
    assert read_json(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"NaN",
        b'{"a": -Infinity}',
        b"1e999",
        b"1" * 5000,
        b'"\\ud800"',
        b'{"\\udfff": 1}',
        b'["\\u0000"]',
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"[" * 500 + b"]" * 500,
    ],
)
def test_it_refuses_what_cannot_be_stored(body: bytes) -> None:
    with pytest.raises(Invalid):
        read_json(body)


def test_it_reads_to_the_limits_and_not_further() -> None:
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    assert read_json(b'"' + b"x" * (MAX_BYTES - 2) + b'"')
    with pytest.raises(TooLarge):
        read_json(b'"' + b"x" * MAX_BYTES + b'"')
