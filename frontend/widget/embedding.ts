/** Where the widget comes from and whose it is, read from its own script tag. */

export interface Embedding {
  /** The workspace's public id. */
  readonly key: string;
  readonly configUrl: string;
  readonly socketUrl: string;
  /** The server that the script comes from. */
  readonly origin: string;
  /** Prefix of everything kept in this browser. */
  readonly storageName: string;
}

/**
 * Read the tag that loads this script.
 *
 * Must be called while the script runs. Tag managers make the tag by code, which leaves
 * `currentScript` empty in some of them: then the tag is looked up by its address.
 *
 * @returns null when no tag or no `tenant_id` is found.
 */
export function readEmbedding(page: Document): Embedding | null {
  const running = page.currentScript as HTMLScriptElement | null;
  const tag = running ?? page.querySelector<HTMLScriptElement>('script[src*="/embed.js?"]');
  return tag?.src ? parseEmbedding(tag.src) : null;
}

/** Read the script's address; null without a `tenant_id`. */
export function parseEmbedding(src: string): Embedding | null {
  const { origin, searchParams } = new URL(src);
  const key = searchParams.get("tenant_id");
  if (!key) return null;
  const channel = searchParams.get("channel");
  const query = new URLSearchParams(channel ? { key, channel } : { key });
  return {
    key,
    configUrl: `${origin}/api/v1/widget/config?${query}`,
    socketUrl: `${origin.replace(/^http/, "ws")}/ws/widget?${query}`,
    origin,
    storageName: `xin:${key}:${channel ?? "default"}`,
  };
}
