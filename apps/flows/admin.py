"""What the workspace site shows of flows, policies and the model."""

from apps.flows.designer import home, pages
from apps.flows.language_model import pages as model_pages
from apps.flows.policies import pages as policy_pages
from apps.tenants.site.workspace_site import workspace_site

workspace_site.include(pages, policy_pages, model_pages)
home.register()
