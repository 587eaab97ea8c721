"""A flow that shows every kind of content, one after the other, and asks for each answer."""

from typing import Any

PICTURES = "https://pictures.example"


def flow() -> dict[str, Any]:
    """Give the flow file."""
    names = list(BLOCKS)
    return {
        "schema": 1,
        "name": "All contents",
        "variables": [{"name": name} for name in SAVED],
        "nodes": [
            {"id": "start", "kind": "start", "config": {}},
            *(
                {"id": name, "kind": kind, "config": config}
                for name, (kind, config, _) in BLOCKS.items()
            ),
        ],
        "edges": [
            {"source": "start", "exit": "next", "target": names[0]},
            *(
                {"source": name, "exit": way, "target": following}
                for (name, (_, _, ways)), following in zip(BLOCKS.items(), names[1:], strict=False)
                for way in ways
            ),
        ],
        "notes": [],
    }


def _asks(text: str, save_as: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "save_as": save_as, **more}


NEXT, ANSWERED = ("next",), ("answered",)
SAVED = ("likes", "plant", "stars", "day", "details", "photo", "place", "agreed")

BLOCKS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "hello": ("say", {"texts": ["Welcome to the nursery."]}, NEXT),
    "pause": ("typing_pause", {"seconds": 1}, NEXT),
    "picture": (
        "image",
        {"url": f"{PICTURES}/fern.png", "name": "A fern on a stone", "text": "Our fern"},
        NEXT,
    ),
    "film": ("video", {"url": f"{PICTURES}/care.mp4", "name": "How to water"}, NEXT),
    "sound": ("audio", {"url": f"{PICTURES}/birds.mp3", "name": "Birds at dawn"}, NEXT),
    "prices": ("file", {"url": f"{PICTURES}/prices.pdf", "name": "Price list"}, NEXT),
    "cards": (
        "cards",
        {
            "cards": [
                {
                    "id": "fern",
                    "title": "Fern",
                    "text": "Likes shade and wet feet.",
                    "image": f"{PICTURES}/fern.png",
                    "link": f"{PICTURES}/fern",
                    "link_title": "Care guide",
                    "buttons": [{"id": "take", "title": "Take the fern"}],
                },
                {
                    "id": "moss",
                    "title": "Moss",
                    "text": "Needs next to nothing.",
                    "image": f"{PICTURES}/moss.png",
                    "buttons": [{"id": "take", "title": "Take the moss"}],
                },
                {"id": "ivy", "title": "Ivy", "text": "Climbs wherever you let it."},
            ]
        },
        ("fern-take", "moss-take"),
    ),
    "likes": (
        "choice",
        {
            "text": "What do you have?",
            "save_as": "likes",
            "many": True,
            "choices": [
                {"id": "sun", "title": "Much sun"},
                {"id": "time", "title": "Little time"},
                {"id": "cat", "title": "A cat"},
            ],
        },
        ANSWERED,
    ),
    "plant": (
        "picture_choice",
        {
            "text": "Which one is yours?",
            "save_as": "plant",
            "choices": [
                {"id": "fern", "title": "The fern", "image": f"{PICTURES}/fern.png"},
                {"id": "moss", "title": "The moss", "image": f"{PICTURES}/moss.png"},
            ],
        },
        ("fern", "moss"),
    ),
    "stars": ("rating", _asks("How do you like us?", "stars"), ANSWERED),
    "day": (
        "ask_date",
        _asks("When shall we come?", "day", earliest="today"),
        ANSWERED,
    ),
    "details": (
        "form",
        {
            "text": "Where shall we come to?",
            "send": "Book the visit",
            "fields": [
                {"id": "name", "label": "Your name", "kind": "text"},
                {"id": "mail", "label": "E-mail", "kind": "email"},
                {"id": "note", "label": "A note", "kind": "long_text", "required": False},
            ],
        },
        ANSWERED,
    ),
    "photo": (
        "ask_file",
        _asks("Send us a photo of the place.", "photo", accepts="pictures"),
        ANSWERED,
    ),
    "place": ("ask_location", _asks("Where is it?", "place"), ANSWERED),
    "agreed": (
        "consent",
        _asks(
            "May we keep this until the visit?",
            "agreed",
            link=f"{PICTURES}/privacy",
            link_title="Privacy",
        ),
        ("agreed",),
    ),
    "bye": ("end", {"message": "We come on {{ day }}."}, ()),
}
