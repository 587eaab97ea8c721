"""What a log line holds, whoever reads it; and what it never holds."""

import asyncio
import json
import logging
from io import StringIO
from logging.config import dictConfig
from typing import Any

import pytest

from xin_project.logs import logging_config

WORDS = "My order 1042 never came"


@pytest.fixture(params=[True, False], ids=["json", "plain"])
def log(request: pytest.FixtureRequest) -> Any:
    """What a handler of ours has written so far."""
    config = logging_config("INFO", as_json=request.param)
    written = StringIO()
    # A handler of its own: the root's belongs to the tests.
    config["handlers"]["stderr"]["stream"] = written
    config["loggers"] = {"xin.tests": {"handlers": ["stderr"], "level": "INFO"}}
    del config["root"]
    dictConfig(config)
    yield written
    logger.handlers.clear()


logger = logging.getLogger("xin.tests")


def fail() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        raise RuntimeError(f"cannot read {WORDS}") from error


def test_it_tells_class_and_place_of_an_exception_but_not_its_words(log: StringIO) -> None:
    try:
        fail()
    except RuntimeError:
        logger.exception("turn_crashed")
    line = log.getvalue()
    assert all(told in line for told in ("turn_crashed", "RuntimeError", "ValueError", __file__))
    assert WORDS not in line


def test_a_task_that_failed_is_told_without_its_words(log: StringIO) -> None:
    loop = asyncio.new_event_loop()
    task = loop.create_task(asyncio.sleep(0))
    loop.run_until_complete(task)
    loop.close()
    failed = repr(task).replace("result=None", f"exception=ValueError('{WORDS}')")
    logger.error("Task exception was never retrieved\nfuture: %s", failed)
    assert "exception=ValueError" in log.getvalue()
    assert WORDS not in log.getvalue()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/link/SECRET",
        "/accounts/invitation/SECRET",
        "/accounts/confirm-email/SECRET/",
        "/accounts/password/reset/key/3-SECRET/",
    ],
)
def test_an_address_that_lets_people_in_is_cut(address: str, log: StringIO) -> None:
    logger.warning("Not Found: %s", address)
    logger.warning("request_failed", extra={"path": address})
    assert "/accounts/" in log.getvalue()
    assert "SECRET" not in log.getvalue()


def test_machines_read_one_object_a_line() -> None:
    formatter = logging_config("INFO", as_json=True)["formatters"]["line"]
    made = formatter.pop("()")(**formatter)
    record = logging.LogRecord("x", logging.INFO, "", 0, "two\nlines", None, None)
    assert json.loads(made.format(record))["event"] == "two\nlines"
    assert "\n" not in made.format(record)
