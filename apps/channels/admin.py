"""What the workspace site shows of channels."""

from apps.channels import home, pages, webhook_pages
from apps.tenants.site.workspace_site import workspace_site

workspace_site.include(pages, webhook_pages)
home.register()
