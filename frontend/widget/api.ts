/** The one request before the visitor asks for a chat: how the widget looks and speaks. */

import type { WidgetConfig } from "../wire/widget-config";
import type { Embedding } from "./embedding";

const PATIENCE_MS = 3_000;

/**
 * Fetch the channel's appearance.
 *
 * @returns defaults when the server is slow or away, null when it does not want this page; the
 * reason stands in the browser's console then.
 */
export async function fetchConfig(embedding: Embedding): Promise<WidgetConfig | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(embedding.configUrl, { credentials: "omit", signal });
    const refusal = refusals[response.status];
    if (refusal) return warn(refusal(embedding.key));
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}

const refusals: { [status: number]: (key: string) => string } = {
  403: () =>
    `this site (${location.origin}) is not among "Sites allowed". ` +
    "Add it to the channel in your workspace.",
  404: (key) =>
    `no workspace or channel for tenant_id=${key}. ` +
    "Copy the snippet of the channel in your workspace once more.",
};

function warn(reason: string): null {
  console.warn(`Xin ChatBot: ${reason}`);
  return null;
}
