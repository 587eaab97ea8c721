"""What the workspace site shows of contacts, conversations and what became of messages."""

from apps.conversations.console import pages
from apps.conversations.console.contacts_admin import ContactAdmin
from apps.conversations.demo import pages as sample_pages
from apps.conversations.models import Contact
from apps.conversations.outbound.log import pages as delivery_pages
from apps.conversations.overview import home
from apps.tenants.site.workspace_site import workspace_site

workspace_site.include(pages, sample_pages, delivery_pages)
workspace_site.register(Contact, ContactAdmin)
home.register()
