/** The code to paste, in the form that each kind of site takes. */

export const SITE_KINDS = ["html", "wordpress", "shopify", "tagManager"] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** Tag Manager makes its tags by code anyway; saying so ourselves keeps the address whole. */
function tagManagerCode(embedUrl: string): string {
  return [
    "<script>",
    "  (function () {",
    '    var script = document.createElement("script");',
    "    script.async = true;",
    `    script.src = "${embedUrl}";`,
    "    document.head.appendChild(script);",
    "  })();",
    "</script>",
  ].join("\n");
}

/** Give the code for one kind of site; `embedUrl` is the script's address. */
export function codeFor(kind: SiteKind, embedUrl: string): string {
  if (kind === "tagManager") return tagManagerCode(embedUrl);
  return `<script async src="${embedUrl}"></script>`;
}

/** A mail to whoever looks after the site; the writer adds the address. */
export function mailTo(subject: string, body: string): string {
  const lines = body.replaceAll("\n", "\r\n");
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
}
