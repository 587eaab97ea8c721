"""Hooks: functions of the layers above, called by the layer that declares the hook."""

from collections.abc import Callable

from apps.core.hooks import Hook


def greetings() -> Hook[Callable[[str], str]]:
    """Give a hook with two functions, each registered in its way."""
    hook: Hook[Callable[[str], str]] = Hook()

    @hook.register
    def hello(name: str) -> str:
        return f"Hello {name}"

    hook.register(str.upper)
    return hook


def test_functions_are_called_in_the_order_of_their_registration() -> None:
    assert [greet("Carl") for greet in greetings()] == ["Hello Carl", "CARL"]


def test_a_registered_function_stays_what_it_is() -> None:
    assert greetings().register(str.lower) is str.lower


def test_a_function_that_is_registered_twice_is_called_once() -> None:
    hook = greetings()
    hook.register(str.upper)
    assert len(list(hook)) == 2


def test_a_hook_without_functions_calls_nothing() -> None:
    assert list(Hook[Callable[[], None]]()) == []
