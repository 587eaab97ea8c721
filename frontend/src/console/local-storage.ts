/** What this browser keeps between visits: drafts, unsent replies, what was seen, the sound. */

import type { Pending } from "./thread";

const MOST_SEEN = 300;

type Seen = Readonly<Record<string, number>>;

/** The number up to which each conversation was seen here. */
export function readSeen(slug: string): Seen {
  try {
    const stored: unknown = JSON.parse(read(`seen.${slug}`) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as Seen) : {};
  } catch {
    return {};
  }
}

/** Keep what was seen; the oldest conversations fall out. */
export function writeSeen(slug: string, seen: Seen): void {
  const latest = Object.entries(seen).slice(-MOST_SEEN);
  write(`seen.${slug}`, JSON.stringify(Object.fromEntries(latest)));
}

export function readDraft(conversation: string): string {
  return read(`draft.${conversation}`) ?? "";
}

export function writeDraft(conversation: string, text: string): void {
  write(`draft.${conversation}`, text);
}

/** One person's replies that the server does not have yet, by conversation. */
export class UnsentReplies {
  private readonly names: string;

  constructor(slug: string, userId: string) {
    this.names = `unsent.${slug}.${userId}.`;
  }

  read(): Readonly<Record<string, readonly Pending[]>> {
    const stored = namesBelow(this.names).map((name) => [
      name.slice(this.names.length),
      readReplies(name),
    ]);
    return Object.fromEntries(stored);
  }

  /** Keep what of these is not with the server; nothing forgets the conversation. */
  write(conversation: string, replies: readonly Pending[]): void {
    const unsent = replies.filter(({ seq }) => seq === null);
    write(this.names + conversation, unsent.length > 0 ? JSON.stringify(unsent) : "");
  }
}

function readReplies(name: string): readonly Pending[] {
  try {
    const stored: unknown = JSON.parse(read(name) ?? "[]");
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}

export function isMuted(): boolean {
  return read("muted") === "yes";
}

export function setMuted(muted: boolean): void {
  write("muted", muted ? "yes" : "");
}

const PREFIX = "xin.console.";

/** A browser may refuse storage; the console then forgets, and works. */
function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function namesBelow(start: string): readonly string[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + start));
    return names.map((name) => name.slice(PREFIX.length));
  } catch {
    return [];
  }
}

function write(name: string, value: string): void {
  try {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    return;
  }
}
