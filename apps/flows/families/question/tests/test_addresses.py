import pytest

from apps.flows.families.question.addresses import read_email, read_phone, read_url


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("ada@example.com", "ada@example.com"),
        ("My mail is Ada.L+shop@Example.COM.", "Ada.L+shop@example.com"),
        ("Ada <ada@example.com>", "ada@example.com"),
        ("ada@bücher.de!", "ada@bücher.de"),
        ("ada@example.com, again: ada@EXAMPLE.com", "ada@example.com"),
    ],
)
def test_an_e_mail_address_is_found_inside_a_sentence(words: str, address: str) -> None:
    assert read_email(words) == address


@pytest.mark.parametrize(
    "words",
    [
        *("", "ada", "ada@", "@example.com", "ada@example", "a..b@example.com", "a@-example.com"),
        *("ada@example.com or bob@example.com", "ada@exa mple.com", "a" * 65 + "@", "@" * 5_000),
    ],
)
def test_what_is_no_one_e_mail_address_is_none(words: str) -> None:
    assert read_email(words) is None


@pytest.mark.parametrize(
    ("words", "country_code", "number"),
    [
        ("+49 30 1234567", "", "+49301234567"),
        ("+49 (0)30/123-4567", "", "+49301234567"),
        ("0049 30 1234567", "", "+49301234567"),
        ("call me: +1-202-555-0100, thanks", "", "+12025550100"),
        ("030 1234567", "49", "+49301234567"),
        ("030 1234567", "", "0301234567"),
    ],
)
def test_a_phone_number_comes_in_one_spelling(words: str, country_code: str, number: str) -> None:
    assert read_phone(words, country_code) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        "none",
        "12345",
        "+0 30 1234567",
        "+49 30 1234567 or +49 30 7654321",
        "1" * 16,
        "9" * 9999,
    ],
)
def test_what_is_no_one_phone_number_is_none(words: str) -> None:
    assert read_phone(words, "") is None


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("www.Example.com", "https://www.example.com"),
        ("see http://example.com/A?b=C#d.", "http://example.com/A?b=C#d"),
        ("(example.org:8080/x)", "https://example.org:8080/x"),
    ],
)
def test_a_web_address_is_found_inside_a_sentence(words: str, address: str) -> None:
    assert read_url(words) == address


@pytest.mark.parametrize(
    "words",
    [
        *("", "example", "javascript:alert(1)", "ftp://files.example.com", "ada@example.com"),
        *("http://ada:secret@example.com", "https://example.com:99999", "a.com b.com", "." * 9_999),
    ],
)
def test_what_is_no_one_web_address_is_none(words: str) -> None:
    assert read_url(words) is None
