"""An engine dies after the mail server took a mail and before it wrote that down: the hole."""

import asyncio

import pytest

from tests.faults.conftest import ENGINES, Neighbours, Verdict
from tests.faults.ledger import Ledger
from tests.faults.points import held, wait_until_blocked
from tests.faults.visitors import PATIENCE_SECONDS, Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

FAULT = "engine killed after a mail was taken"

_STATE = "SELECT state FROM conversations_outgoingmail WHERE subject = %(subject)s"
# What one engine took is another's after two minutes.
_LATER = "UPDATE conversations_outgoingmail SET due_at = now() WHERE subject = %(subject)s"


async def test_the_mail_goes_out_again_under_the_same_name(
    product: Product,
    doors: list[str],
    neighbours: Neighbours,
    ledger: Ledger,
    verdict: Verdict,
    seed: int,
) -> None:
    subject = {"subject": f"mail {seed}"}
    await asyncio.to_thread(product.kill, ENGINES[1])
    async with Visitor(doors, product.demo["tenant_id"]) as visitor:
        await visitor.until_asked(1)
        neighbours.mails.asked.clear()
        neighbours.mails.may_answer.clear()
        await visitor.say(subject["subject"])
        await visitor.until_asked(2)
        await asyncio.to_thread(_kill_between_yes_and_note, product, neighbours)
        product.change(_LATER, subject)
        await asyncio.to_thread(product.start, ENGINES[1])
        while product.query(_STATE, subject) != [("sent",)]:  # noqa: ASYNC110  # a state elsewhere
            await asyncio.sleep(0.1)
    names = [one.message_id for one in neighbours.mails.taken if one.subject == subject["subject"]]
    ledger.count(FAULT, "taken twice, under one Message-ID", int(len(names) == 2))
    wrong = [] if len(names) == 2 and len(set(names)) == 1 else [f"taken as {names}"]
    await verdict.on(FAULT, 1, [visitor], wrong)


def _kill_between_yes_and_note(product: Product, neighbours: Neighbours) -> None:
    """Let the mail server say yes when the engine cannot write anything about mails."""
    assert neighbours.mails.asked.wait(PATIENCE_SECONDS), "no mail came"
    with held(product, "LOCK TABLE conversations_outgoingmail IN SHARE MODE"):
        neighbours.mails.may_answer.set()
        wait_until_blocked(product)
        product.kill(ENGINES[0])
