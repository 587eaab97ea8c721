/** Sites as people type them and as browsers name them. */

/**
 * Give the origin that somebody means: `shop.example/cart` is `https://shop.example`.
 *
 * @returns null for what is no site; `*` stands for nothing here.
 */
export function siteFrom(text: string): string | null {
  const typed = text.trim();
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!typed || /[\s*@]/.test(typed) || !URL.canParse(address)) return null;
  const { origin, hostname } = new URL(address);
  return hostname.includes(".") || hostname === "localhost" || hostname.startsWith("[")
    ? origin
    : null;
}
