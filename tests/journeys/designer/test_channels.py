"""What other channels cannot show is told before anybody writes there."""

from playwright.sync_api import Locator, expect

from tests.journeys.designer.canvas import Designer

ON_WHATSAPP = "WhatsApp shows 3 buttons at most"


def panel(designer: Designer) -> Locator:
    return designer.page.get_by_role("complementary", name="Problems")


def open_problems(designer: Designer) -> None:
    designer.page.get_by_role("button", name="problem").click()
    expect(panel(designer)).to_be_visible()


def toggle(designer: Designer, channel: str) -> None:
    panel(designer).get_by_role("button", name="Check for").click()
    designer.page.get_by_role("menuitemcheckbox", name=channel).click()
    designer.press("Escape")


def test_problems_of_a_channel_are_asked_for_by_keyboard_and_lead_to_their_block(
    designer: Designer,
) -> None:
    open_problems(designer)
    asked = panel(designer).get_by_role("button", name="Check for")
    expect(asked).to_have_accessible_name("Check for: Website")
    expect(panel(designer).get_by_text("WhatsApp")).to_have_count(0)
    asked.focus()
    designer.press("Enter")
    choices = designer.page.get_by_role("menuitemcheckbox")
    expect(choices.filter(has_text="Telegram")).to_be_focused()
    designer.press("ArrowDown")
    expect(choices.filter(has_text="WhatsApp")).to_be_focused()
    designer.press("Enter", "Escape")
    expect(asked).to_have_accessible_name("Check for: Website, WhatsApp")
    expect(asked).to_be_focused()
    told = panel(designer).get_by_role("button").filter(has_text=ON_WHATSAPP).first
    told.click()
    expect(designer.inspector).to_contain_text(ON_WHATSAPP)


def test_the_channels_stay_chosen_and_can_be_taken_out(designer: Designer) -> None:
    open_problems(designer)
    toggle(designer, "WhatsApp")
    expect(panel(designer)).to_contain_text(ON_WHATSAPP)
    designer.open()
    open_problems(designer)
    expect(panel(designer)).to_contain_text(ON_WHATSAPP)
    toggle(designer, "WhatsApp")
    expect(panel(designer).get_by_text("WhatsApp")).to_have_count(0)
