/** What the console knows, and how each frame and each deed changes it. Pure. */

import type { Link } from "../../wire/connection";
import type {
  ConsoleRefusal,
  ConsoleServerFrame,
  ConversationRow,
  Viewer,
} from "../../wire/frames.gen";
import type { Row } from "./protocol";
import * as threads from "./thread";
import { NO_THREAD, type Pending, type Thread, type Typist } from "./thread";

export type Deed = "take_over" | "return_to_bot" | "done";

/** A deed shown before the server has agreed; `epoch` is the state it was done in. */
export interface Claim {
  readonly deed: Deed;
  readonly epoch: number;
}

/** Why a deed did not happen; `by` was faster, or null when it was something else. */
export interface Refusal {
  readonly deed: Deed | "reply";
  readonly by: string | null;
  /** The server's code, and its words; both empty without a line. */
  readonly code: string;
  readonly text: string;
}

/** No answer came: the line broke. */
export function undelivered(deed: Deed): Refusal {
  return { deed, by: null, code: "", text: "" };
}

type ById<Value> = Readonly<Record<string, Value>>;

export interface Inbox {
  readonly me: Viewer;
  readonly link: Link;
  /** All rows have come once. */
  readonly ready: boolean;
  readonly rows: ById<Row>;
  readonly threads: ById<Thread>;
  readonly claims: ById<Claim>;
  readonly refusals: ById<Refusal>;
  /** The number up to which I have seen each conversation. */
  readonly seen: ById<number>;
  readonly openId: string | null;
  /** The conversation that was asked for is not there. */
  readonly missing: boolean;
}

/** An inbox before the server has said anything; `unsent` are replies of an earlier page. */
export function newInbox(
  me: Viewer,
  seen: ById<number> = {},
  unsent: ById<readonly Pending[]> = {},
): Inbox {
  const threads = Object.entries(unsent).map(([id, pending]) => [id, { ...NO_THREAD, pending }]);
  return {
    me,
    link: "connecting",
    ready: false,
    rows: {},
    threads: Object.fromEntries(threads),
    claims: {},
    refusals: {},
    seen,
    openId: null,
    missing: false,
  };
}

/** The inbox after a frame; a frame of a later server changes nothing. */
export function received(inbox: Inbox, frame: ConsoleServerFrame): Inbox {
  switch (frame.type) {
    case "ready":
      return settleClaims({ ...inbox, ready: true });
    case "conversation":
      return withRow(inbox, frame);
    case "message":
      return changeThread(inbox, frame.conversation_id, (t) => threads.withMessage(t, frame));
    case "delivery":
      return changeThread(inbox, frame.conversation_id, (t) => threads.withDelivery(t, frame));
    case "ack":
      return changeThread(inbox, frame.conversation_id, (t) => threads.acknowledged(t, frame));
    case "typing":
      return types(inbox, frame.conversation_id, frame.author, true);
    case "viewing":
      return changeThread(inbox, frame.conversation_id, (t) => ({ ...t, people: frame.people }));
    case "error":
      return refused(inbox, frame);
    default:
      return inbox;
  }
}

/** Look at a conversation: nothing of another one is on the screen from now on. */
export function opened(inbox: Inbox, id: string | null): Inbox {
  return markSeen({ ...inbox, openId: id, missing: false });
}

/** Show a deed at once. */
export function claimed(inbox: Inbox, id: string, deed: Deed): Inbox {
  const row = inbox.rows[id];
  if (!row) return inbox;
  return {
    ...inbox,
    claims: { ...inbox.claims, [id]: { deed, epoch: row.owner_epoch } },
    refusals: without(inbox.refusals, id),
  };
}

/** Take a deed back, with the reason. */
export function reverted(inbox: Inbox, id: string, refusal: Refusal): Inbox {
  return {
    ...inbox,
    claims: without(inbox.claims, id),
    refusals: { ...inbox.refusals, [id]: refusal },
  };
}

export function changeThread(inbox: Inbox, id: string, change: (thread: Thread) => Thread): Inbox {
  const before = inbox.threads[id] ?? NO_THREAD;
  const after = change(before);
  return after === before ? inbox : { ...inbox, threads: { ...inbox.threads, [id]: after } };
}

export function types(inbox: Inbox, id: string, typist: Typist, still: boolean): Inbox {
  return changeThread(inbox, id, (thread) => {
    if (thread.typing.includes(typist) === still) return thread;
    const others = thread.typing.filter((other) => other !== typist);
    return { ...thread, typing: still ? [...others, typist] : others };
  });
}

/** The newest change that is known: what a new line goes on from. */
export function newestMove(inbox: Inbox): string | null {
  const moves = Object.values(inbox.rows).map((row) => row.moved_at);
  return moves.reduce<string | null>((newest, at) => (later(at, newest) ? at : newest), null);
}

function later(at: string, newest: string | null): boolean {
  return newest === null || Date.parse(at) > Date.parse(newest);
}

function withRow(inbox: Inbox, { type: _, ...row }: ConversationRow): Inbox {
  const claim = inbox.claims[row.id];
  const agreed = claim && row.owner_epoch !== claim.epoch;
  const before = inbox.rows[row.id];
  const moved = before && before.owner_epoch !== row.owner_epoch;
  return markSeen({
    ...inbox,
    rows: { ...inbox.rows, [row.id]: row },
    claims: agreed ? without(inbox.claims, row.id) : inbox.claims,
    refusals: moved ? without(inbox.refusals, row.id) : inbox.refusals,
  });
}

/** A deed of a line that broke has not happened, or its row has told so. */
function settleClaims(inbox: Inbox): Inbox {
  return Object.entries(inbox.claims).reduce(
    (settled, [id, { deed }]) => reverted(settled, id, undelivered(deed)),
    inbox,
  );
}

const DEEDS: readonly string[] = ["take_over", "return_to_bot", "done"];

function refused(inbox: Inbox, error: ConsoleRefusal): Inbox {
  const id = error.conversation_id;
  if (!id) return inbox;
  if (error.to === "open") return { ...inbox, missing: inbox.openId === id || inbox.missing };
  const { code, message: text } = error;
  const by = code === "changed_hands" ? (error.current?.agent ?? null) : null;
  if (error.to === "reply") {
    const after = changeThread(inbox, id, (thread) => threads.refusedReply(thread, error));
    return reverted(after, id, { deed: "reply", by, code, text });
  }
  if (!DEEDS.includes(error.to ?? "")) return inbox;
  return reverted(inbox, id, { deed: error.to as Deed, by, code, text });
}

function markSeen(inbox: Inbox): Inbox {
  const row = inbox.openId ? inbox.rows[inbox.openId] : undefined;
  if (!row || inbox.seen[row.id] === row.last_seq) return inbox;
  return { ...inbox, seen: { ...inbox.seen, [row.id]: row.last_seq } };
}

function without<Value>(values: ById<Value>, id: string): ById<Value> {
  if (!(id in values)) return values;
  const { [id]: _, ...rest } = values;
  return rest;
}
