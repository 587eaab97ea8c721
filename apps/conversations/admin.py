"""What the workspace site shows of conversations and of what became of their messages."""

from apps.conversations.console import pages
from apps.conversations.demo import pages as sample_pages
from apps.conversations.outbound.log import pages as delivery_pages
from apps.conversations.overview import home
from apps.tenants.site.workspace_site import workspace_site

workspace_site.include(pages, sample_pages, delivery_pages)
home.register()
