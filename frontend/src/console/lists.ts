/** The lists of the inbox: which row stands where, in which order, and what calls for a person. */

import type { Viewer } from "../../wire/frames.gen";
import type { Claim, Inbox } from "./inbox";
import type { Row } from "./protocol";

export type List = "waiting" | "mine" | "others" | "bot" | "done";
/** The tabs; what colleagues hold stands below my own. */
export type TabName = Exclude<List, "others">;

export function tabOf(list: List): TabName {
  return list === "others" ? "mine" : list;
}

/** A row with what I just did to it, before the server has agreed. */
export function rowOf(inbox: Inbox, id: string): Row | undefined {
  const row = inbox.rows[id];
  const claim = inbox.claims[id];
  if (!row || !claim) return row;
  const known = claimedRows.get(claim);
  if (known?.of === row) return known.shown;
  const shown = withClaim(row, claim, inbox.me);
  claimedRows.set(claim, { of: row, shown });
  return shown;
}

/** The same claim on the same row is the same object: who compares sees no change. */
const claimedRows = new WeakMap<Claim, { of: Row; shown: Row }>();

function withClaim(row: Row, { deed }: Claim, me: Viewer): Row {
  if (deed === "take_over") {
    const taken = { handled_by: "agent", agent: me.name, agent_id: me.id, status: "open" } as const;
    return { ...row, ...taken, waiting_since: null };
  }
  const status = deed === "done" ? "done" : row.status;
  return { ...row, handled_by: "bot", agent: null, agent_id: null, waiting_since: null, status };
}

/** Where a row stands. */
export function listOf(row: Row, me: Viewer): List {
  if (row.status === "done") return "done";
  if (row.handled_by === "bot") return "bot";
  if (row.handled_by === "waiting") return "waiting";
  return row.agent_id === me.id ? "mine" : "others";
}

/** The visitor spoke last in a chat that a person holds: they wait too. */
export function waitsSince(row: Row): string | null {
  if (row.handled_by === "waiting") return row.waiting_since;
  const unanswered = row.handled_by === "agent" && row.last_author === "visitor";
  return unanswered ? row.spoke_at : null;
}

type Lists = Readonly<Record<List, readonly Row[]>>;

/** Every part of the screen asks for the lists; one state is sorted once. */
const sorted = new WeakMap<Inbox, Lists>();

/** All rows by list; the longest wait first, then the newest. */
export function listsOf(inbox: Inbox): Lists {
  const known = sorted.get(inbox) ?? sort(inbox);
  sorted.set(inbox, known);
  return known;
}

/** The rows of a tab from top to bottom. */
export function rowsOf(inbox: Inbox, tab: TabName): readonly Row[] {
  const lists = listsOf(inbox);
  return tab === "mine" ? [...lists.mine, ...lists.others] : lists[tab];
}

function sort(inbox: Inbox): Lists {
  const lists: Record<List, Row[]> = { waiting: [], mine: [], others: [], bot: [], done: [] };
  for (const id of Object.keys(inbox.rows)) {
    const row = rowOf(inbox, id);
    if (row) lists[listOf(row, inbox.me)].push(row);
  }
  for (const rows of Object.values(lists)) rows.sort(inOrder);
  return lists;
}

function inOrder(one: Row, other: Row): number {
  const [waits, otherWaits] = [waitsSince(one), waitsSince(other)];
  if (waits && otherWaits) return Date.parse(waits) - Date.parse(otherWaits);
  if (waits || otherWaits) return waits ? -1 : 1;
  return Date.parse(other.moved_at) - Date.parse(one.moved_at);
}

/** Has the visitor said something that I should see? What the bot talks about can wait. */
export function isUnread(row: Row, inbox: Inbox): boolean {
  const news = row.last_seq > (inbox.seen[row.id] ?? 0);
  const list = listOf(row, inbox.me);
  return news && (list === "waiting" || (list === "mine" && row.last_author === "visitor"));
}

/** How many call for a person: the number in the title. */
export function callCount(inbox: Inbox): number {
  const { waiting, mine } = listsOf(inbox);
  return waiting.length + mine.filter((row) => isUnread(row, inbox)).length;
}

/** Is there somebody new who waits, or a new word in a chat of mine that I do not look at? */
export function callsAnew(before: Inbox, after: Inbox, looking: boolean): boolean {
  if (!before.ready || before.rows === after.rows) return false;
  return Object.values(after.rows).some((row) => {
    const known = before.rows[row.id];
    if (known === row) return false;
    const list = listOf(row, after.me);
    if (list === "waiting") return !known || listOf(known, after.me) !== "waiting";
    const spoken = list === "mine" && row.last_author === "visitor";
    return spoken && row.last_seq > (known?.last_seq ?? 0) && !(looking && after.openId === row.id);
  });
}

/** The row above or below in the list, and at an end the same. */
export function neighbour(rows: readonly Row[], id: string | null, step: 1 | -1): Row | undefined {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) return rows[0];
  return rows[Math.min(rows.length - 1, Math.max(0, index + step))];
}
