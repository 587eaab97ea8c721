"""Who looks at what: sightings come, go, and expire."""

from uuid import UUID

from apps.conversations.console.viewers import PRESENT_SECONDS, Person, Presence

ANNA, BEN = Person(UUID(int=1), "Anna"), Person(UUID(int=2), "Ben")
CHAT, ANOTHER_CHAT = UUID(int=3), UUID(int=4)


def test_it_names_who_looks_each_once_and_by_name() -> None:
    presence = Presence()
    for socket, person in (("a", BEN), ("b", ANNA), ("c", ANNA)):
        presence.see(socket, CHAT, person, now=0)
    presence.see("d", ANOTHER_CHAT, BEN, now=0)
    assert presence.people(CHAT, now=1) == (ANNA, BEN)


def test_a_second_window_keeps_a_person_present_when_the_first_is_closed() -> None:
    presence = Presence()
    presence.see("a", CHAT, ANNA, now=0)
    presence.see("b", CHAT, ANNA, now=0)
    presence.see("a", None, ANNA, now=1)
    assert presence.people(CHAT, now=1) == (ANNA,)
    presence.see("b", ANOTHER_CHAT, ANNA, now=1)
    assert presence.people(CHAT, now=1) == ()


def test_whoever_falls_silent_is_gone_and_is_news_again_later() -> None:
    presence = Presence()
    assert presence.see("a", CHAT, ANNA, now=0)
    assert not presence.see("a", CHAT, ANNA, now=1)
    assert presence.people(CHAT, now=PRESENT_SECONDS) == (ANNA,)
    assert presence.people(CHAT, now=PRESENT_SECONDS + 1) == ()
    assert presence.see("a", CHAT, ANNA, now=PRESENT_SECONDS + 1)
