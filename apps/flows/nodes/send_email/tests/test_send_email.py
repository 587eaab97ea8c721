from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import SendEmail, compile_graph
from apps.flows.testing import Talk, draw

CONFIG = {"to": "{{ email }}", "subject": "Your\norder {{ number }}", "text": "Hi,\n{{ email }}"}


def graph(**changes: Any) -> Any:
    return draw(
        "start -> mail; mail.no_address -> sorry",
        variables=[{"name": "email", "personal": True}],
        mail=("send_email", {**CONFIG, **changes}),
        sorry=("end", {"message": "No address"}),
    )


async def send(email: str) -> Talk:
    visitor = Talk(compile_graph(graph()), variables={"email": email, "number": 7})
    await visitor.open()
    return visitor


async def test_the_mail_is_wanted_and_not_sent_by_the_turn() -> None:
    visitor = await send("lena@shop.example")
    text = "Hi,\nlena@shop.example"
    assert visitor.last.effects == (SendEmail("lena@shop.example", "Your order 7", text),)
    assert visitor.last.steps[1].sentence.startswith("Handed over an e-mail to •••")
    assert "lena@" not in str(visitor.last.steps)


@pytest.mark.parametrize("email", ["", "lena", "a@b.example, c@d.example"])
async def test_without_one_address_nothing_is_sent(email: str) -> None:
    visitor = await send(email)
    assert visitor.last.effects == ()
    assert visitor.last.steps[1].exit == "no_address"


@pytest.mark.parametrize("field", ["to", "subject", "text"])
def test_the_checker_misses_words(field: str) -> None:
    findings = check(graph(**{field: ""})).errors
    assert [(finding.code, finding.field) for finding in findings] == [("missing_text", field)]
