"""Links that sign one person in, once, within a quarter of an hour."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core.errors import NotFound
from apps.tenants.models import User

LIFETIME = timedelta(minutes=15)
_SALT = "xin.sign-in-link"


def make_sign_in_link(user: User) -> str:
    """Give the path of a link that signs this person in.

    It holds until it is used, the person signs in otherwise, or its time is over.
    """
    token = signing.dumps([str(user.id), _last_login(user)], salt=_SALT)
    return reverse("sign_in_link", args=[token])


def person_of_link(token: str) -> User:
    """Give the person of a link, which stays as good as it was.

    Raises:
        NotFound: the link is forged, used, or too old.
    """
    user_id, last_login = _read(token)
    return _fitting(User.objects.filter(id=user_id), last_login)


def use_sign_in_link(token: str) -> User:
    """Give the person of a link, and make the link useless from now on.

    Raises:
        NotFound: the link is forged, used, or too old.
    """
    user_id, last_login = _read(token)
    with transaction.atomic():  # the lock lets one of two clicks win
        user = _fitting(User.objects.select_for_update().filter(id=user_id), last_login)
        user.last_login = timezone.now()
        user.save(update_fields=["last_login"])
    return user


def _read(token: str) -> tuple[str, str]:
    try:
        user_id, last_login = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature as error:
        raise _useless() from error
    return user_id, last_login


def _fitting(found: QuerySet[User], last_login: str) -> User:
    user = found.filter(is_active=True).first()
    if user is None or _last_login(user) != last_login:
        raise _useless()
    return user


def _last_login(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""


def _useless() -> NotFound:
    return NotFound("This link was used already or is older than 15 minutes. Ask for a new one.")
