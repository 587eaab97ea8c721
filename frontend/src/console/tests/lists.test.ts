import { describe, expect, it } from "vitest";
import { claimed, type Inbox, newInbox, opened, received } from "../inbox";
import { callCount, callsAnew, isUnread, listsOf, neighbour, rowOf } from "../lists";
import type { Row } from "../protocol";
import { ME, row } from "./rows";

const WAITS = { handled_by: "waiting", waiting_since: "2026-11-22T10:00:00Z" } as const;
const MINE = { handled_by: "agent", agent: "Anna", agent_id: "me" } as const;

function inboxOf(...rows: Row[]): Inbox {
  const frames = rows.map((given) => ({ type: "conversation", ...given }) as const);
  return received(frames.reduce(received, newInbox(ME)), { type: "ready", role: "agent" });
}

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);

describe("lists", () => {
  it("puts the longest wait first", () => {
    const lists = listsOf(
      inboxOf(
        row("late", { ...WAITS, waiting_since: "2026-11-22T10:05:00Z" }),
        row("early", { ...WAITS, waiting_since: "2026-11-22T10:01:00Z" }),
      ),
    );
    expect(ids(lists.waiting)).toEqual(["early", "late"]);
  });

  it("puts those of mine first whose visitor spoke last", () => {
    const lists = listsOf(
      inboxOf(
        row("answered", { ...MINE, moved_at: "2026-11-22T12:00:00Z" }),
        row("asks", { ...MINE, last_author: "visitor", spoke_at: "2026-11-22T10:02:00Z" }),
        row("asks first", { ...MINE, last_author: "visitor", spoke_at: "2026-11-22T10:01:00Z" }),
      ),
    );
    expect(ids(lists.mine)).toEqual(["asks first", "asks", "answered"]);
  });

  it("parts mine from those of colleagues, and what is done from all", () => {
    const lists = listsOf(
      inboxOf(
        row("bens", { handled_by: "agent", agent: "Ben", agent_id: "ben" }),
        row("mine", MINE),
        row("bots"),
        row("done", { status: "done" }),
      ),
    );
    expect([ids(lists.others), ids(lists.mine), ids(lists.bot), ids(lists.done)]).toEqual([
      ["bens"],
      ["mine"],
      ["bots"],
      ["done"],
    ]);
  });

  it("gives the same object for the same claim, so that nothing is drawn twice", () => {
    const inbox = claimed(inboxOf(row("a", WAITS)), "a", "take_over");
    expect(rowOf(inbox, "a")).toBe(rowOf({ ...inbox }, "a"));
  });

  it("walks up and down and stops at the ends", () => {
    const rows = [row("a"), row("b")];
    expect(neighbour(rows, "a", 1)?.id).toBe("b");
    expect(neighbour(rows, "b", 1)?.id).toBe("b");
    expect(neighbour(rows, null, -1)?.id).toBe("a");
    expect(neighbour([], "a", 1)).toBeUndefined();
  });
});

describe("calls", () => {
  it("counts who waits and who spoke to me unseen", () => {
    const inbox = inboxOf(
      row("waits", WAITS),
      row("spoke", { ...MINE, last_author: "visitor", last_seq: 4 }),
      row("answered", MINE),
      row("bots", { last_author: "visitor" }),
    );
    expect(callCount(inbox)).toBe(2);
    expect(callCount(opened(inbox, "spoke"))).toBe(1);
  });

  it("leaves unread what the bot talks about alone", () => {
    const inbox = inboxOf(row("a", { last_author: "visitor" }));
    expect(isUnread(row("a", { last_author: "visitor" }), inbox)).toBe(false);
    expect(isUnread(row("a", WAITS), inbox)).toBe(true);
  });

  it("sounds when somebody begins to wait, once", () => {
    const bot = inboxOf(row("a"));
    const waits = received(bot, { type: "conversation", ...row("a", WAITS) });
    const still = received(waits, { type: "conversation", ...row("a", { ...WAITS, last_seq: 9 }) });
    expect(callsAnew(bot, waits, true)).toBe(true);
    expect(callsAnew(waits, still, true)).toBe(false);
    expect(callsAnew(newInbox(ME), waits, true)).toBe(false);
  });

  it("sounds for a word in a chat of mine that I do not look at", () => {
    const mine = inboxOf(row("a", MINE));
    const newest = { ...row("a", { ...MINE, last_author: "visitor", last_seq: 2 }) } as const;
    const spoken = received(mine, { type: "conversation", ...newest });
    expect(callsAnew(mine, spoken, true)).toBe(true);
    const looking = opened(mine, "a");
    const seen = received(looking, { type: "conversation", ...newest });
    expect(callsAnew(looking, seen, true)).toBe(false);
    expect(callsAnew(looking, seen, false)).toBe(true);
  });
});
