"""What the workspace site shows of people and settings."""

from apps.tenants.site import home, secret_pages, settings_pages
from apps.tenants.site.workspace_site import workspace_site

workspace_site.include(home, settings_pages, secret_pages)
home.register()
