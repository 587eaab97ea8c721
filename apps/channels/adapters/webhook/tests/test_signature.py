"""Signatures, by the example that the libraries of Standard Webhooks check themselves with."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.channels.adapters.webhook.signature import check_signature, new_secret, signed_headers
from apps.core.errors import Unauthenticated

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
MESSAGE_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
EXAMPLE = {
    "webhook-id": MESSAGE_ID,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def refused(
    headers: dict[str, str], body: bytes = BODY, *, at: datetime = AT, signing: str = SECRET
) -> str:
    with pytest.raises(Unauthenticated) as refusal:
        check_signature([signing], headers, at, body)
    return refusal.value.code


def test_it_signs_as_the_known_example_does() -> None:
    assert signed_headers([SECRET], MESSAGE_ID, AT, BODY) == EXAMPLE


def test_it_takes_the_known_example() -> None:
    check_signature([SECRET], EXAMPLE, AT, BODY)


def test_it_takes_a_secret_without_its_prefix() -> None:
    check_signature([SECRET.removeprefix("whsec_")], EXAMPLE, AT, BODY)


def test_while_a_secret_changes_both_sides_may_know_either() -> None:
    both = signed_headers([OTHER, SECRET], MESSAGE_ID, AT, BODY)
    assert both["webhook-signature"].count("v1,") == 2
    for known in ([SECRET], [OTHER], [OTHER, SECRET]):
        check_signature(known, both, AT, BODY)
    for signing in ([SECRET], [OTHER]):
        check_signature([OTHER, SECRET], signed_headers(signing, MESSAGE_ID, AT, BODY), AT, BODY)


def test_a_retired_secret_is_good_no_more() -> None:
    assert refused(EXAMPLE, signing=OTHER) == "bad_signature"


@pytest.mark.parametrize("off", [-300, 0, 300])
def test_a_clock_may_be_five_minutes_off_both_ways(off: int) -> None:
    check_signature([SECRET], EXAMPLE, AT + timedelta(seconds=off), BODY)


@pytest.mark.parametrize("off", [-301, 301, 86_400])
def test_what_was_signed_at_another_time_is_refused(off: int) -> None:
    assert refused(EXAMPLE, at=AT + timedelta(seconds=off)) == "bad_timestamp"


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_another"},
        {"webhook-timestamp": "1614265331"},
        {"webhook-signature": ""},
        {"webhook-signature": "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": EXAMPLE["webhook-signature"].replace("v1,", "v1a,")},
        {"webhook-signature": EXAMPLE["webhook-signature"].replace("v1,", "v2,")},
        {"webhook-signature": EXAMPLE["webhook-signature"].lower()},
        {"webhook-signature": "v1,ü v1,\udcff v1,"},
    ],
)
def test_a_change_of_what_was_signed_is_refused(change: dict[str, str]) -> None:
    assert refused(EXAMPLE | change) == "bad_signature"


@pytest.mark.parametrize(
    "body", [b"", BODY + b" ", BODY.replace(b"2", b"3"), b'{"test":2432232314}']
)
def test_another_body_is_refused(body: bytes) -> None:
    assert refused(EXAMPLE, body) == "bad_signature"


@pytest.mark.parametrize("timestamp", ["", "soon", "-1614265330", "1614265330.0", "١٦١٤٢٦٥٣٣٠"])
def test_a_time_that_is_none_is_refused(timestamp: str) -> None:
    assert refused(EXAMPLE | {"webhook-timestamp": timestamp}) == "unauthenticated"


@pytest.mark.parametrize("missing", EXAMPLE)
def test_each_header_is_needed(missing: str) -> None:
    assert refused({name: told for name, told in EXAMPLE.items() if name != missing})


def test_the_letters_of_a_body_are_signed_as_they_were_sent() -> None:
    for body in ('{"text": "Grüße 🌿"}'.encode(), rb'{"text": "Gr\u00fc\u00dfe \ud83c\udf3f"}'):
        headers = signed_headers([SECRET], "id-ü", AT, body)
        check_signature([SECRET], headers, AT, body)
        assert refused(headers, '{"text": "Grüsse 🌿"}'.encode()) == "bad_signature"


@pytest.mark.parametrize("empty", ["", "whsec_"])
def test_nothing_is_signed_or_checked_with_an_empty_secret(empty: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        signed_headers([empty], MESSAGE_ID, AT, BODY)
    with pytest.raises(ValueError, match="empty"):
        check_signature([empty], EXAMPLE, AT, BODY)


def test_without_any_secret_nobody_comes_in() -> None:
    with pytest.raises(Unauthenticated):
        check_signature([], EXAMPLE, AT, BODY)


def test_a_new_secret_is_long_and_never_the_same() -> None:
    assert len({new_secret() for _ in range(50)}) == 50
    assert new_secret().startswith("whsec_")
    assert len(new_secret()) == len("whsec_") + 44
