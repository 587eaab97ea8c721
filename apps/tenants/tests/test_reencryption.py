"""After the command the first key is all that is needed."""

import json
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import call_command
from django.db.models import TextField

from apps.channels.models import Channel
from apps.flows.models import ModelSettings
from apps.platform.crypto.encryption import decrypt, encrypt
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.secrets.reencryption import encrypted_columns
from apps.tenants.secrets.store import add_secret, open_secrets

OLD, NEW = "old" * 12, "new" * 12


@pytest.fixture(autouse=True)
def keys(settings: Any) -> Any:
    settings.XIN_ENCRYPTION_KEYS = [OLD]
    return settings


def reencrypt() -> dict[str, Any]:
    out = StringIO()
    call_command("reencrypt", "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_secrets_of_all_workspaces_are_read_by_the_new_key_alone(
    keys: Any, plants: Tenant, books: Tenant, anna: User, berta: User
) -> None:
    add_secret(plants, "crm", "crm.example", "green", anna)
    add_secret(books, "crm", "crm.example", "paper", berta)
    with tenant_scope(plants):
        ModelSettings.objects.create(tenant=plants, model="m", encrypted_key=encrypt("sk-1"))
        Channel.objects.create(tenant=plants, name="Door", secrets=encrypt("{}"))
    with tenant_scope(books):
        ModelSettings.objects.create(tenant=books, model="m")
    keys.XIN_ENCRYPTION_KEYS = [NEW, OLD]
    told = reencrypt()
    assert (told["renewed"], told["unreadable"]) == (4, 0)
    assert told["columns"]["tenants.Secret.encrypted"]["renewed"] == 2
    keys.XIN_ENCRYPTION_KEYS = [NEW]
    for tenant, value in ((plants, "green"), (books, "paper")):
        assert open_secrets(tenant.id, ["crm"])["crm"].value == value
    with tenant_scope(plants):
        assert decrypt(ModelSettings.objects.get().encrypted_key) == "sk-1"
        assert decrypt(Channel.objects.get(name="Door").secrets) == "{}"
    assert reencrypt()["renewed"] == 0


def test_second_steps_go_on_with_the_new_key(keys: Any, anna: User) -> None:
    TOTP.activate(anna, "JBSWY3DP")
    codes = RecoveryCodes.activate(anna).get_unused_codes()
    keys.XIN_ENCRYPTION_KEYS = [NEW, OLD]
    assert reencrypt()["renewed"] == 2
    keys.XIN_ENCRYPTION_KEYS = [NEW]
    kept = {one.type: one for one in Authenticator.objects.filter(user=anna)}
    assert decrypt(kept["totp"].data["secret"]) == "JBSWY3DP"
    assert kept["recovery_codes"].wrap().get_unused_codes() == codes


def test_what_no_key_can_read_is_told_and_left_alone(
    keys: Any, plants: Tenant, anna: User, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = add_secret(plants, "crm", "crm.example", "green", anna)
    keys.XIN_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(SystemExit):
        call_command("reencrypt")
    assert "1 cannot be read" in capsys.readouterr().out
    with tenant_scope(plants):
        before = secret.encrypted
        secret.refresh_from_db()
    assert secret.encrypted == before


def test_no_column_that_is_called_secret_is_forgotten() -> None:
    told = {str(column) for column in encrypted_columns()}
    called = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("apps.")
        for field in model._meta.concrete_fields
        if isinstance(field, TextField) and ("encrypted" in field.name or "secret" in field.name)
    }
    assert called <= told
