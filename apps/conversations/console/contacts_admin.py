"""Contacts: the people who write to a workspace, as a list with forms."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.conversations.console.contacts import change_contact, get_latest_conversations
from apps.conversations.models import Contact
from apps.conversations.models.contact import SAMPLE
from apps.tenants.members.roles import Action
from apps.tenants.site.forms import ServiceForm
from apps.tenants.site.model_admin import WorkspaceModelAdmin
from apps.tenants.site.navigation import Section
from apps.tenants.templatetags.frame import language_name

LATEST = 10
"""How many conversations of a contact their form shows."""

is_language = RegexValidator(
    r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", gettext_lazy("Take a language such as en or pt-BR.")
)


class KnownFilter(SimpleListFilter):
    """Contacts of whom the workspace knows something, nameless visitors, or samples."""

    title = gettext_lazy("Who")
    parameter_name = "who"

    rows: ClassVar[Mapping[str, Q]] = {
        "known": ~Q(name="", email="", phone=""),
        "nameless": Q(name="", email="", phone=""),
        "sample": Q(attributes__contains=SAMPLE),
    }

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Give the kinds of contacts."""
        return [("known", _("Known")), ("nameless", _("Nameless")), ("sample", _("Samples"))]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Give the contacts of the kind that was chosen."""
        chosen = self.rows.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


class LanguageFilter(SimpleListFilter):
    """Contacts who write in one language."""

    title = gettext_lazy("Language")
    parameter_name = "language"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Give the languages that contacts of the workspace write in."""
        codes = Contact.objects.exclude(language="").values_list("language", flat=True)
        return [(code, language_name(code)) for code in codes.order_by("language").distinct()]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Give the contacts of the language that was chosen."""
        return queryset.filter(language=self.value()) if self.value() else queryset


class ContactForm(ServiceForm):
    """What a person writes down about a contact."""

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "language"]
        labels = {
            "name": gettext_lazy("Name"),
            "email": gettext_lazy("E-mail address"),
            "phone": gettext_lazy("Phone"),
            "language": gettext_lazy("Language"),
        }
        help_texts = {"language": gettext_lazy("As in en or pt-BR.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:  # whoever may only read gets no fields
            self.fields["language"].validators.append(is_language)

    def store(self) -> None:
        """Write it down."""
        change_contact(self.instance, self.membership.user, **self.cleaned_data)


class ContactAdmin(WorkspaceModelAdmin):
    """Contacts: find a person, correct what is known of them, open their conversations."""

    route, plural, singular = "contacts/", "contacts", "contact"
    title = gettext_lazy("Contacts")
    section = Section(gettext_lazy("Contacts"), "contacts", 26)
    views, changes = Action.READ_CONVERSATIONS, Action.HANDLE_CONVERSATIONS

    form = ContactForm
    list_filter: ClassVar = [KnownFilter, LanguageFilter]
    ordering = ("-created_at",)
    search_fields = ("name", "email", "phone")
    search_help_text = gettext_lazy("Name, e-mail address or phone")
    row_template = "conversations/contact_row.html"
    change_list_template = "conversations/contacts.html"
    change_form_template = "conversations/contact.html"

    def name_of(self, row: Contact) -> str:
        """Say who it is."""
        return row.name or row.email or row.phone or _("Visitor")

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what is known of a contact, and their conversations."""
        contact: Contact = context["original"]
        known = sorted(contact.attributes.items())
        context["attributes"] = [(name, value) for name, value in known if name not in SAMPLE]
        context["conversations"] = get_latest_conversations(contact, LATEST)
        return super().render_change_form(request, context, *args, **kwargs)
