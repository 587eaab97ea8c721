"""The page of business hours, and what flows read of it."""

from typing import Any

import pytest
from django.test import Client

from apps.tenants.models import Tenant
from apps.tenants.workspaces.hours import get_hours, hours_in
from apps.tenants.workspaces.settings import read_settings

pytestmark = pytest.mark.django_db

PAGE = "/app/plants/settings/hours/"


def kept(tenant: Tenant) -> dict[str, Any]:
    tenant.refresh_from_db()
    return get_hours(tenant).model_dump(mode="json")


def test_a_workspace_begins_without_hours_and_is_always_open(plants: Tenant) -> None:
    assert hours_in(read_settings(plants.settings)) == {}
    assert get_hours(plants).always


def test_the_page_keeps_several_times_a_day_and_holidays(as_anna: Client, plants: Tenant) -> None:
    sent = {
        "monday_opens": ["13:00", "09:00", ""],
        "monday_closes": ["00:00", "12:00", ""],
        "holiday_day": ["2026-12-25", ""],
        "holiday_name": [" Christmas ", "no date, no holiday"],
    }
    assert as_anna.post(PAGE, sent)["Location"] == PAGE
    assert kept(plants) == {
        "days": {
            "monday": [
                {"opens": "09:00", "closes": "12:00"},
                {"opens": "13:00", "closes": "24:00"},
            ]
        },
        "holidays": [{"day": "2026-12-25", "name": "Christmas"}],
    }
    page = as_anna.get(PAGE).content.decode()
    assert 'name="monday_closes" value="00:00"' in page
    assert 'value="Christmas"' in page


def test_other_settings_stay(as_anna: Client, plants: Tenant) -> None:
    plants.settings = {"fallback_text": "Sorry"}
    plants.save(update_fields=["settings"])
    as_anna.post(PAGE, {"friday_opens": "09:00", "friday_closes": "17:00"})
    plants.refresh_from_db()
    assert plants.settings["fallback_text"] == "Sorry"
    assert "friday" in plants.settings["hours"]["days"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"monday_opens": "17:00", "monday_closes": "09:00"}, "Give a beginning and a later end."),
        ({"monday_opens": "09:00", "monday_closes": ""}, "Give a beginning and a later end."),
        ({"monday_opens": "soon", "monday_closes": "late"}, "Give a beginning and a later end."),
        (
            {"monday_opens": ["09:00", "11:00"], "monday_closes": ["12:00", "17:00"]},
            "Two of these times overlap.",
        ),
        ({"holiday_day": "tomorrow", "holiday_name": ""}, "Give each holiday a date"),
    ],
)
def test_times_that_make_no_sense_change_nothing(
    sent: dict[str, Any], sentence: str, as_anna: Client, plants: Tenant
) -> None:
    page = as_anna.post(PAGE, sent).content.decode()
    assert sentence in page
    assert "Nothing was changed." in page
    plants.refresh_from_db()
    assert plants.settings == {}
