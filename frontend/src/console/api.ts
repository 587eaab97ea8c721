/** What the console asks over HTTP; the shapes are those of the API. */

import { asApiError, offline } from "../api/errors";
import { usePage } from "../island/mount-island";

/** Who writes; empty texts are not known. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly language: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly first_seen_at: string;
  readonly conversations: number;
}

/** One turn of the bot, with a sentence for each block it came through. */
export interface Turn {
  readonly turn: string;
  readonly cause: string;
  readonly outcome: string;
  readonly at: string;
  readonly steps: readonly { readonly node: string; readonly sentence: string }[];
}

/** A script that is played as a visitor would. */
export interface PretendVisit {
  readonly key: string;
  readonly channel: string;
  readonly steps: readonly PretendStep[];
}

export interface PretendStep {
  readonly wait_seconds: number;
  readonly text?: string | null;
  readonly choice?: string | null;
}

export type Read = <Data>(path: string, signal?: AbortSignal) => Promise<Data>;

/** Reads below the conversations of this workspace; throws ApiError. */
export function useRead(): Read {
  const { apiBase, slug } = usePage();
  return (path, signal) => readJson(`${apiBase}/workspaces/${slug}/conversations/${path}`, signal);
}

async function readJson<Data>(address: string, signal: AbortSignal | undefined): Promise<Data> {
  const response = await fetch(address, signal ? { signal } : {}).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === "AbortError" ? error : offline();
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw asApiError(body, response.status);
  return body as Data;
}
