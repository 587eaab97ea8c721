"""The mailbox of an installation at home. Whoever sits at the machine may read it."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from xin_project.mailbox.mails import Mail, read_mails

View = Callable[..., HttpResponse]
AT_HOME = ("localhost", "127.0.0.1", "[::1]")


def only_at_home(view: View) -> View:
    """Answer 404 unless mails stay at this machine and the request comes from it."""

    @wraps(view)
    def inside(request: HttpRequest, **names: int) -> HttpResponse:
        host = request.get_host().rpartition(":")[0] or request.get_host()
        if not (settings.XIN_HAS_MAILBOX and host in AT_HOME and _is_from_here(request)):
            raise Http404
        return view(request, **names)

    return require_GET(never_cache(inside))


@only_at_home
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails."""
    return render(request, "mailbox/mailbox.html", {"mails": _mails()})


@only_at_home
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """Show one mail."""
    for found in _mails():
        if found.number == number:
            return render(request, "mailbox/mail.html", {"mail": found})
    raise Http404


def _mails() -> list[Mail]:
    return read_mails(Path(settings.EMAIL_FILE_PATH))


def _is_from_here(request: HttpRequest) -> bool:
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False  # everybody comes from the loopback behind a proxy
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
