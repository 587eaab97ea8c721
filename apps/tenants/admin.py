"""What the workspace site shows of people and settings."""

from apps.tenants.models import Membership, Secret, Team
from apps.tenants.site import home, settings_pages
from apps.tenants.site.people_admin import MemberAdmin, TeamAdmin
from apps.tenants.site.secrets_admin import SecretAdmin
from apps.tenants.site.workspace_site import workspace_site

workspace_site.include(home, settings_pages)
workspace_site.register(Membership, MemberAdmin)
workspace_site.register(Team, TeamAdmin)
workspace_site.register(Secret, SecretAdmin)
home.register()
