"""What the pages of the product have in common: addresses, scripts, times, icons."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django import template
from django.conf import settings
from django.contrib.admin import ListFilter
from django.contrib.admin.views.main import ChangeList
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError

from apps.tenants.members.roles import Role
from apps.tenants.site.forms import ROLE_WORDS
from apps.tenants.site.navigation import page_url
from apps.tenants.site.workspace_site import workspace_site

register = template.Library()
logger = structlog.get_logger(__name__)


@register.simple_tag(takes_context=True)
def page(context: Context, name: str, **names: object) -> str:
    """Give the address of a page of this workspace: ``{% page "flow" flow_id=flow.id %}``."""
    return page_url(context["request"].tenant, name, **names)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[dict[str, Any]]:
    """Give the sections that the person may see, the present one marked."""
    return workspace_site.navigation(context["request"])


@register.simple_tag
def before_paint() -> SafeString:
    """Give the colours and the theme; the security policy knows both by their hash."""
    return mark_safe(  # noqa: S308  # both are our own constants
        f"<style>{settings.XIN_COLOUR_STYLE}</style><script>{settings.XIN_THEME_SCRIPT}</script>"
    )


@register.simple_tag
def entry(path: str) -> SafeString:
    """Give the tags that load a script of the front end, and its styles.

    Without a built front end the page stays readable, and the log says what is missing.
    """
    try:
        tags: str = DjangoViteAssetLoader.instance().generate_vite_asset(path)
    except DjangoViteAssetNotFoundError:
        logger.warning("front_end_not_built", entry=path)
        return SafeString("")
    return mark_safe(tags)  # noqa: S308  # made from our own manifest


@register.simple_tag
def has_mailbox() -> bool:
    """Tell whether mails stay on this machine, where its mailbox shows them."""
    return bool(settings.XIN_HAS_MAILBOX)


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw a Material Symbol; the words beside it say what it means."""
    return format_html('<span class="icon {}" aria-hidden="true">{}</span>', classes, name)


@register.simple_tag
def ago(at: datetime) -> SafeString:
    """Say when something was: relative under a day, a date after that."""
    age = timezone.now() - at
    if age < timedelta(minutes=1):
        words = _("just now")
    elif age < timedelta(days=1):
        words = naturaltime(at)
    else:
        words = date_format(timezone.localtime(at), "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)


@register.filter
def choices_of(list_filter: ListFilter, change_list: ChangeList) -> list[Mapping[str, object]]:
    """Give what a filter of a list offers: ``display``, ``query_string``, ``selected``."""
    return list(list_filter.choices(change_list))


@register.filter
def role_name(role: str) -> str:
    """Say what a role is called on screen."""
    return str(ROLE_WORDS[Role(role)][0])


@register.filter
def language_name(code: str) -> str:
    """Say what a language is called, or its code where Django knows no name."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def initials(person: object) -> str:
    """Give one or two letters for a person's round sign."""
    words = str(person).split("@")[0].replace(".", " ").split()
    return "".join(word[0] for word in words[:2]).upper()


@register.inclusion_tag("workspace/field.html")
def field(bound: Any, label: str = "") -> dict[str, Any]:
    """Draw a field of a form with its label, help and errors; the label needs no echo inside."""
    described = [bound.auto_id + "_help"] if bound.help_text else []
    described += [bound.auto_id + "_error"] if bound.errors else []
    attributes: dict[str, Any] = {"class": "input", "placeholder": ""}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "label": label or bound.label,
        "control": bound.as_widget(attrs=attributes),
    }
