from apps.core.content import MediaContent
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

ADDRESS = "https://shop.example/care.mp4"


async def test_a_film_is_shown_with_its_words_and_the_talk_goes_on() -> None:
    config = {"url": ADDRESS, "name": "Care {{ season }}", "text": "How we do it"}
    graph = draw("start -> it -> bye", it=("video", config), bye=("say", {"texts": ["Bye"]}))
    visitor = Talk(compile_graph(graph), variables={"season": "in winter"})
    assert await visitor.open() == ["Bye"]
    assert visitor.last.replies[0] == MediaContent(
        kind="video", url=ADDRESS, name="Care in winter", text="How we do it"
    )
