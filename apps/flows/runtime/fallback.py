"""What a visitor reads when a turn breaks."""

from apps.tenants.workspaces.settings import WorkspaceSettings

FALLBACK_TEXT = {
    "en": "Sorry, something went wrong on our side. A person will have a look.",
    "de": "Entschuldigung, bei uns ist etwas schiefgegangen. Ein Mensch sieht es sich an.",
}


def fallback_text(settings: WorkspaceSettings, language: str) -> str:
    """Give the workspace's own words if its settings hold some, else ours in the language."""
    own = settings.fallback_text
    return own or FALLBACK_TEXT.get(language.split("-")[0], FALLBACK_TEXT["en"])
