/** What this browser keeps between visits: drafts, what was seen, and whether the sound is off. */

const SEEN_KEPT = 300;

type Seen = Readonly<Record<string, number>>;

/** The number up to which each conversation was seen here. */
export function readSeen(slug: string): Seen {
  try {
    const kept: unknown = JSON.parse(read(`seen.${slug}`) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Seen) : {};
  } catch {
    return {};
  }
}

/** Keep what was seen; the oldest conversations fall out. */
export function writeSeen(slug: string, seen: Seen): void {
  const latest = Object.entries(seen).slice(-SEEN_KEPT);
  write(`seen.${slug}`, JSON.stringify(Object.fromEntries(latest)));
}

export function readDraft(conversation: string): string {
  return read(`draft.${conversation}`) ?? "";
}

export function writeDraft(conversation: string, text: string): void {
  write(`draft.${conversation}`, text);
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

function write(name: string, value: string): void {
  try {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    return;
  }
}
