"""The two things a page must know before it paints: its colours, and light or dark."""

import base64
import hashlib

COLOURS = {
    "base": {
        "50": "oklch(98.5% .002 247.839)",
        "100": "oklch(96.7% .003 264.542)",
        "200": "oklch(92.8% .006 264.531)",
        "300": "oklch(87.2% .01 258.338)",
        "400": "oklch(70.7% .022 261.325)",
        "500": "oklch(55.1% .027 264.364)",
        "600": "oklch(44.6% .03 256.802)",
        "700": "oklch(37.3% .034 259.733)",
        "800": "oklch(27.8% .033 256.848)",
        "900": "oklch(21% .034 264.665)",
        "950": "oklch(13% .028 261.692)",
    },
    "primary": {
        "50": "oklch(98.4% .014 180.72)",
        "100": "oklch(95.3% .051 180.801)",
        "200": "oklch(91% .096 180.426)",
        "300": "oklch(85.5% .138 181.071)",
        "400": "oklch(77.7% .152 181.912)",
        "500": "oklch(70.4% .14 182.503)",
        "600": "oklch(60% .118 184.704)",
        "700": "oklch(51.1% .096 186.391)",
        "800": "oklch(43.7% .078 188.216)",
        "900": "oklch(38.6% .063 188.416)",
        "950": "oklch(27.7% .046 192.524)",
    },
}
"""Unfold's ramps: its pages take them from here, ours from the style below."""

COLOUR_STYLE = (
    ":root{"
    + "".join(
        f"--color-{ramp}-{shade}:{colour};"
        for ramp, shades in COLOURS.items()
        for shade, colour in shades.items()
    )
    + "}"
)

# Unfold keeps the choice as a JSON string: "dark".
THEME_SCRIPT = (
    'var t=(localStorage.getItem("adminTheme")||"").replace(/"/g,"");'
    'if(t=="dark"||t!="light"&&matchMedia("(prefers-color-scheme: dark)").matches)'
    'document.documentElement.classList.add("dark")'
)


def csp_hash(text: str) -> str:
    """Give the source by which a content security policy allows one inline script or style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
