"""Whatever a signed request holds, it is taken apart into what can be kept, and never raises."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.channels.adapter import ProviderEvent, ProviderRequest, Unreadable
from apps.channels.adapters.webhook import adapter
from apps.core.events import AskedToStartOver, Receipt, Spoke, Typed
from apps.core.strict_json import check_storable

CARL = {"id": "carl"}
MESSAGE: dict[str, Any] = {
    "type": "message",
    "id": "m1",
    "sent_at": "2026-11-22T10:00:00Z",
    "from": {"id": "carl", "name": "Carl", "email": "carl@shop.example", "language": "de"},
    "text": "Hello",
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
FIELDS = st.sampled_from([*MESSAGE, "choice", "values", "message_id", "state", "events"])
RETYPED = st.dictionaries(FIELDS, JSON).map(lambda changes: MESSAGE | changes)
DELETED = st.sets(FIELDS).map(
    lambda gone: {name: told for name, told in MESSAGE.items() if name not in gone}
)
TOLD = JSON | RETYPED | DELETED
BODIES = st.one_of(
    st.binary(max_size=200),
    TOLD.map(lambda told: json.dumps(told).encode()),
    st.lists(TOLD, max_size=5).map(lambda told: json.dumps({"events": told}).encode()),
    st.integers(1, 3_000).map(lambda depth: b'{"events":[' + b"[" * depth + b"]" * depth + b"]}"),
    st.integers(1, 3_000).map(lambda depth: b'{"a":' * depth + b"1" + b"}" * depth),
)


def events(body: bytes, request_id: str = "r1") -> Sequence[ProviderEvent]:
    return adapter.split(ProviderRequest({"webhook-id": request_id}, body, datetime.now(UTC)))


def event(told: Any) -> ProviderEvent:
    [only] = events(json.dumps(told).encode())
    return only


@given(BODIES, st.text(st.characters(min_codepoint=33, max_codepoint=255), min_size=1))
def test_every_body_becomes_pieces_that_can_be_kept_and_read_or_refused(
    body: bytes, request_id: str
) -> None:
    for one in events(body, request_id):
        assert 0 < len(one.provider_id) <= 200
        assert len(one.sender) <= 200
        assert len(one.problem) <= 200
        check_storable([one.provider_id, one.sender, one.problem])
        check_storable(one.raw)
        json.dumps(one.raw, allow_nan=False)
        assert one.sent_at is None or one.sent_at.astimezone(UTC)
        try:
            assert adapter.read(one.raw).address
        except Unreadable as refusal:
            assert 0 < len(str(refusal)) <= 200  # noqa: PT017  # either is fine, nothing else is


def test_it_reads_who_says_what() -> None:
    event = adapter.read(MESSAGE)
    assert (event.address, event.deed) == ("carl", Spoke("Hello", None, None))
    assert (event.profile.name, event.profile.language) == ("Carl", "de")


@pytest.mark.parametrize(
    ("told", "deed"),
    [
        ({"type": "message", "choice": "order"}, Spoke(None, "order", None)),
        ({"type": "message", "values": {"size": 4}}, Spoke(None, None, {"size": 4})),
        ({"type": "typing"}, Typed()),
        ({"type": "start_over"}, AskedToStartOver()),
        (
            {"type": "receipt", "message_id": str(UUID(int=1)), "state": "read"},
            Receipt(UUID(int=1), "read", ""),
        ),
    ],
)
def test_it_reads_every_type(told: dict[str, Any], deed: object) -> None:
    assert adapter.read(told | {"from": CARL}).deed == deed


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"type": "dance"}, ": union_tag_invalid"),
        ({"from": {}}, "message.from.id: missing"),
        ({"from": {"id": ""}}, "message.from.id: string_too_short"),
        ({"from": {"id": 7}}, "message.from.id: string_type"),
        ({"text": ""}, "message.text: string_too_short"),
        ({"text": "x" * 4_001}, "message.text: string_too_long"),
        ({"choice": "a"}, "message: one of text, choice, values"),
        ({"sent_at": "2026-11-22T10:00:00"}, "message.sent_at: timezone_aware"),
        ({"mood": "good"}, "message.mood: extra_forbidden"),
    ],
)
def test_it_says_which_field_is_wrong_and_nothing_of_what_it_holds(
    change: dict[str, Any], where: str
) -> None:
    with pytest.raises(Unreadable) as refusal:
        adapter.read(MESSAGE | change)
    assert str(refusal.value) == where


def test_an_event_is_named_by_its_id_and_else_by_its_place() -> None:
    nameless = {"type": "typing", "from": CARL}
    told = {"events": [MESSAGE, nameless, nameless]}
    names = [one.provider_id for one in events(json.dumps(told).encode())]
    assert names == ["id:m1", "at:r1.1", "at:r1.2"]


def test_long_ids_that_begin_alike_are_two() -> None:
    names = {event(MESSAGE | {"id": "x" * 199 + end}).provider_id for end in "ab"}
    assert len(names) == 2
    requests = {events(b"{}", "r" * 300 + end)[0].provider_id for end in "ab"}
    assert len(requests) == 2


def test_the_time_of_the_event_is_known_where_it_is_one() -> None:
    assert event(MESSAGE).sent_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    for none in ("soon", 7, None, "2026-11-22T10:00:00", "0001-01-01T00:00:00+14:00"):
        assert event(MESSAGE | {"sent_at": none}).sent_at is None
    assert event(MESSAGE | {"sent_at": "9999-12-31T23:59:59-12:00"}).sent_at is None


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "invalid_json"),
        (b"{no json", "invalid_json"),
        (b'"\xff"', "invalid_json"),
        (b"null", "no_event"),
        (rb'{"text": "nul \u0000"}', "unstorable_text"),
        (rb'{"text": "half \ud83c"}', "unstorable_text"),
        (b'{"n": 1e999}', "unstorable_text"),
        (b'{"n": NaN}', "unstorable_text"),
        (b"[" * 70 + b"]" * 70, "unstorable_text"),
        (b"[" * 100_000, "invalid_json"),
    ],
)
def test_what_cannot_be_kept_as_it_is_becomes_text_with_a_problem(
    body: bytes, problem: str
) -> None:
    [only] = events(body)
    assert (only.problem, type(only.raw)) == (problem, str)


def test_a_thousand_events_are_taken_and_one_more_is_set_aside_whole() -> None:
    told = {"type": "typing", "from": CARL}
    assert len(events(json.dumps({"events": [told] * 1_000}).encode())) == 1_000
    [whole] = events(json.dumps({"events": [told] * 1_001}).encode())
    assert whole.problem == "too_many_events"
