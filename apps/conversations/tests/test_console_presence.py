"""Who looks at what: sightings come, go, and expire."""

from apps.conversations.console.viewers import PRESENT_SECONDS, Person, Presence

ANNA, BEN = Person("1", "Anna"), Person("2", "Ben")


def test_it_names_who_looks_each_once_and_by_name() -> None:
    presence = Presence()
    for socket, person in (("a", BEN), ("b", ANNA), ("c", ANNA)):
        presence.see(socket, "chat", person, now=0)
    presence.see("d", "another chat", BEN, now=0)
    assert presence.people("chat", now=1) == (ANNA, BEN)


def test_a_second_window_keeps_a_person_present_when_the_first_is_closed() -> None:
    presence = Presence()
    presence.see("a", "chat", ANNA, now=0)
    presence.see("b", "chat", ANNA, now=0)
    presence.see("a", "", ANNA, now=1)
    assert presence.people("chat", now=1) == (ANNA,)
    presence.see("b", "another chat", ANNA, now=1)
    assert presence.people("chat", now=1) == ()


def test_whoever_falls_silent_is_gone_and_is_news_again_later() -> None:
    presence = Presence()
    assert presence.see("a", "chat", ANNA, now=0)
    assert not presence.see("a", "chat", ANNA, now=1)
    assert presence.people("chat", now=PRESENT_SECONDS) == (ANNA,)
    assert presence.people("chat", now=PRESENT_SECONDS + 1) == ()
    assert presence.see("a", "chat", ANNA, now=PRESENT_SECONDS + 1)
