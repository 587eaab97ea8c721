import json
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from apps.channels.models import Channel
from apps.channels.services import create_web_channel
from apps.flows.flow_templates.catalogue import begin_with
from apps.flows.flow_tests import Script
from apps.flows.flow_tests.services import require_tests, save_test
from apps.flows.testing import flow_file
from apps.flows.tests.sample_graphs import broken, greeting
from apps.flows.versions.queries import find_flow, get_flows
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant


@pytest.fixture
def plants(db: None) -> Tenant:
    return create_tenant("Plants", "plants", User.objects.create_user("anna@plants.example"))


@pytest.fixture
def channel(plants: Tenant) -> Channel:
    with tenant_scope(plants):
        return create_web_channel(plants, "Website")


@pytest.fixture
def good_file(tmp_path: Path) -> str:
    path = tmp_path / "good.json"
    path.write_text(json.dumps(greeting()))
    return str(path)


@pytest.fixture
def bad_file(tmp_path: Path) -> str:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(broken()))
    return str(path)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("flow", *arguments, stdout=out)
    return out.getvalue()


def run_json(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def validate_badly(path: str) -> Any:
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("flow", "validate", path, "--json", stdout=out)
    assert stopped.value.code == 1
    return json.loads(out.getvalue())


def test_a_good_file_has_no_problems(good_file: str) -> None:
    assert run_json("validate", good_file) == {"errors": [], "warnings": []}
    assert run("validate", good_file) == "No problems.\n"


def test_a_mistake_is_told_with_its_block(bad_file: str) -> None:
    (error,) = [one for one in validate_badly(bad_file)["errors"] if one.get("node") == "greet"]
    assert error["code"]
    assert error["message"]


@pytest.mark.parametrize("text", ["", "{", "[]", "NaN", "[" * 10_000, '{"schema": 1}'])
def test_a_file_that_is_no_flow_is_told_too(text: str, tmp_path: Path) -> None:
    path = tmp_path / "nonsense.json"
    path.write_text(text)
    assert validate_badly(str(path))["errors"]


def test_a_missing_file_is_a_sentence() -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("validate", "no-such-file.json")


def test_an_import_answers_with_the_flow(plants: Tenant, good_file: str) -> None:
    answer = run_json("import", good_file, "--tenant", plants.public_id)
    (flow,) = get_flows(plants)
    assert answer == {"flow_id": str(flow.id), "version": None}


def test_an_import_publishes_and_sets_the_channel(channel: Channel, good_file: str) -> None:
    options = ("--tenant", "plants", "--channel", channel.public_id, "--publish")
    answer = run_json("import", good_file, *options)
    assert answer["version"] == 1
    with tenant_scope(channel.tenant_id):
        channel.refresh_from_db()
    assert str(channel.default_flow_id) == answer["flow_id"]


def test_an_import_that_fails_leaves_nothing(plants: Tenant, good_file: str, bad_file: str) -> None:
    with pytest.raises(CommandError, match=r"(?s)problems.*greet:"):
        run("import", bad_file, "--tenant", "plants", "--publish")
    with pytest.raises(CommandError, match="no channel"):
        run("import", good_file, "--tenant", "plants", "--channel", "nowhere")
    with pytest.raises(CommandError, match="no workspace"):
        run("import", good_file, "--tenant", "nobody")
    assert get_flows(plants) == []


def test_an_export_can_be_imported_and_published(
    plants: Tenant, good_file: str, tmp_path: Path
) -> None:
    first = run_json("import", good_file, "--tenant", "plants")["flow_id"]
    copy_file = tmp_path / "copy.json"
    copy_file.write_text(run("export", first))
    copy = run_json("import", str(copy_file), "--tenant", "plants")["flow_id"]
    assert run_json("publish", copy, "--note", "A copy") == {"flow_id": copy, "version": 1}
    assert str(find_flow(copy).live_version) == "Version 1"


def test_a_missing_flow_is_a_sentence(plants: Tenant) -> None:
    for verb in ("export", "publish"):
        with pytest.raises(CommandError, match="no such flow"):
            run(verb, str(uuid4()))


@pytest.fixture
def tested_file(good_file: str) -> str:
    greets = {"exchanges": [{"cause": "opened", "replies": [{"text": "Something else"}]}]}
    beside = Path(good_file).with_name("good.tests.json")
    beside.write_text(json.dumps([{"name": "Greets", "script": greets}]))
    return good_file


def fail_tests(flow: str) -> Any:
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("flow", "test", flow, "--json", stdout=out)
    assert stopped.value.code == 1
    return json.loads(out.getvalue())


def test_a_file_is_tested_with_the_tests_beside_it(tested_file: str) -> None:
    report = fail_tests(tested_file)
    assert (report["passed"], report["failed"]) == (0, 1)
    assert "Something else" in report["outcomes"][0]["difference"]["sentence"]


def test_a_file_without_tests_has_none(good_file: str) -> None:
    assert run("test", good_file) == "There are no tests.\n"


def test_the_tests_of_a_flow_are_run_and_keep_it_from_being_published(
    committed_db: None,
) -> None:
    owner = User.objects.create_user("anna@plants.example")
    flow = begin_with(create_tenant("Plants", "plants", owner), "triage")
    assert run("test", str(flow.id)) == "Passed: A plant\n"
    save_test(flow, "Is rude", Script.read({"exchanges": [{"replies": [{"text": "Go away"}]}]}))
    require_tests(flow, required=True)
    assert fail_tests(str(flow.id))["failed"] == 1
    with pytest.raises(CommandError, match="Is rude: The bot should say “Go away”"):
        run("publish", str(flow.id))


def test_a_file_whose_tests_are_no_tests_is_told(tested_file: str) -> None:
    Path(tested_file).with_name("good.tests.json").write_text('[{"name": "Greets"}]')
    with pytest.raises(CommandError, match="holds no tests"):
        run("test", tested_file)


def test_a_file_is_checked_for_the_channels_that_are_named(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    form = {"text": "You", "fields": [{"id": "name", "label": "Name"}]}
    path.write_text(
        json.dumps(flow_file("start -> ask; ask.answered -> bye", ask=("form", form), bye="end"))
    )
    named = run_json("validate", str(path), "--channel", "whatsapp", "--channel", "telegram")
    told = [one["message"] for one in named["warnings"] if one["code"] == "channel_form_in_turn"]
    assert [message.split()[0] for message in told] == ["Telegram", "WhatsApp"]
    assert "channel_form_in_turn" not in run("validate", str(path), "--json")
    with pytest.raises(CommandError, match="invalid choice: 'fax'"):
        run("validate", str(path), "--channel", "fax")


def test_a_file_whose_tests_want_policies_needs_a_workspace(
    plants: Tenant, tested_file: str
) -> None:
    beside = Path(tested_file).with_name("good.tests.json")
    opened = {"with_policies": True, "exchanges": [{"cause": "opened"}]}
    beside.write_text(json.dumps([{"name": "Guarded", "script": opened}]))
    with pytest.raises(CommandError, match="“Guarded” runs between the policies"):
        run("test", tested_file)
    assert run_json("test", tested_file, "--tenant", "plants")["passed"] == 1
