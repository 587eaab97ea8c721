import { describe, expect, it } from "vitest";
import type { ConsoleServerFrame } from "../../../wire/frames.gen";
import {
  changeThread,
  claimed,
  type Inbox,
  newestMove,
  newInbox,
  opened,
  received,
  reverted,
  undelivered,
} from "../inbox";
import { listOf, rowOf } from "../lists";
import type { Row } from "../protocol";
import { withReply } from "../thread";
import { ME, row } from "./rows";

const ready: ConsoleServerFrame = { type: "ready", role: "agent" };
const frameOf = (given: Row): ConsoleServerFrame => ({ type: "conversation", ...given });
const message = (conversation_id: string, seq: number, author = "visitor"): ConsoleServerFrame => ({
  type: "message",
  conversation_id,
  seq,
  author: author as "visitor",
  content: { type: "text", text: `words ${seq}` },
  at: "2026-11-22T10:00:00Z",
});

function inboxAfter(...frames: ConsoleServerFrame[]): Inbox {
  return frames.reduce(received, newInbox(ME));
}

const mine = row("a", { handled_by: "agent", agent: "Anna", agent_id: "me", owner_epoch: 2 });
const NEWER = {
  code: "newer_message",
  current: { handled_by: "agent", agent: "Anna", owner_epoch: 2 },
};

const lost = (to: string): ConsoleServerFrame => ({
  type: "error",
  code: "changed_hands",
  message: "Ben has taken this conversation over.",
  to,
  conversation_id: "a",
  current: { handled_by: "agent", agent: "Ben", owner_epoch: 2 },
});

describe("rows", () => {
  it("takes rows as they come and the newer of two", () => {
    const inbox = inboxAfter(frameOf(row("a")), frameOf(row("a", { last_words: "new" })), ready);
    expect(inbox.ready).toBe(true);
    expect(inbox.rows.a?.last_words).toBe("new");
  });

  it("goes on from the newest change it knows", () => {
    const old = row("a", { moved_at: "2026-11-22T09:00:00Z" });
    const young = row("b", { moved_at: "2026-11-22T10:00:00.5Z" });
    expect(newestMove(inboxAfter(frameOf(young), frameOf(old)))).toBe(young.moved_at);
    expect(newestMove(inboxAfter())).toBeNull();
  });

  it("has seen what comes while the conversation is open", () => {
    const inbox = opened(inboxAfter(frameOf(row("a", { last_seq: 3 }))), "a");
    expect(inbox.seen.a).toBe(3);
    expect(received(inbox, frameOf(row("a", { last_seq: 5 }))).seen.a).toBe(5);
    expect(received(inbox, frameOf(row("b", { last_seq: 5 }))).seen.b).toBeUndefined();
  });

  it("does not mind a frame of a later server", () => {
    const inbox = inboxAfter(frameOf(row("a")));
    expect(received(inbox, { type: "weather" } as unknown as ConsoleServerFrame)).toBe(inbox);
  });
});

describe("deeds", () => {
  const waiting = inboxAfter(frameOf(row("a", { handled_by: "waiting", owner_epoch: 1 })), ready);

  it("takes over at once and agrees with the server's row", () => {
    const mine = claimed(waiting, "a", "take_over");
    expect(listOf(rowOf(mine, "a") as Row, ME)).toBe("mine");
    const taken = row("a", { handled_by: "agent", agent: "Anna", agent_id: "me", owner_epoch: 2 });
    const agreed = received(mine, frameOf(taken));
    expect(agreed.claims).toEqual({});
    expect(rowOf(agreed, "a")).toEqual(taken);
  });

  it("keeps the claim while the row moves for another reason", () => {
    const mine = claimed(waiting, "a", "take_over");
    const chatted = received(mine, frameOf(row("a", { handled_by: "waiting", owner_epoch: 1 })));
    expect(listOf(rowOf(chatted, "a") as Row, ME)).toBe("mine");
  });

  it("gives back what another one was faster to take, and says who", () => {
    const bens = row("a", { handled_by: "agent", agent: "Ben", agent_id: "ben", owner_epoch: 2 });
    const raced = [frameOf(bens), lost("take_over")].reduce(
      received,
      claimed(waiting, "a", "take_over"),
    );
    expect(listOf(rowOf(raced, "a") as Row, ME)).toBe("others");
    expect(raced.refusals.a?.by).toBe("Ben");
  });

  it("forgets the refusal when the conversation changes hands again", () => {
    const refused = received(waiting, lost("take_over"));
    const free = received(refused, frameOf(row("a", { owner_epoch: 3 })));
    expect(free.refusals).toEqual({});
  });

  it("reverts a deed that a broken line swallowed", () => {
    const back = received(claimed(waiting, "a", "done"), ready);
    expect(back.claims).toEqual({});
    expect(back.refusals.a).toEqual(undelivered("done"));
  });

  it("shows a return and a finish at once", () => {
    const returned = claimed(waiting, "a", "return_to_bot");
    expect(listOf(rowOf(returned, "a") as Row, ME)).toBe("bot");
    expect(listOf(rowOf(claimed(waiting, "a", "done"), "a") as Row, ME)).toBe("done");
  });

  it("claims nothing of a conversation that it does not know", () => {
    expect(claimed(waiting, "nowhere", "done")).toBe(waiting);
  });

  it("keeps the chat when the visitor wrote in the same second as it was done", () => {
    const inbox = claimed(inboxAfter(frameOf(mine), ready), "a", "done");
    const settled = received(inbox, { ...lost("done"), ...NEWER } as ConsoleServerFrame);
    expect(rowOf(settled, "a")).toMatchObject({ handled_by: "agent", status: "open" });
    expect(settled.refusals.a).toMatchObject({ by: null, code: "newer_message" });
  });

  it("takes a claim back with a reason", () => {
    const taken = reverted(claimed(waiting, "a", "done"), "a", {
      deed: "done",
      by: null,
      code: "c",
      text: "x",
    });
    expect(rowOf(taken, "a")?.handled_by).toBe("waiting");
    expect(taken.refusals.a?.text).toBe("x");
  });
});

describe("threads", () => {
  it("files late answers under their own conversation", () => {
    let inbox = inboxAfter(frameOf(row("a")), frameOf(row("b")), ready);
    for (let turn = 0; turn < 20; turn += 1) {
      const [open, before] = turn % 2 ? ["a", "b"] : ["b", "a"];
      inbox = received(opened(inbox, open), message(before, turn + 1));
      inbox = received(inbox, message(open, turn + 1));
    }
    expect(inbox.openId).toBe("a");
    expect(inbox.threads.a?.messages.length).toBe(20);
    expect(inbox.threads.a?.messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it("marks a refused reply and keeps its words", () => {
    const replied = changeThread(inboxAfter(frameOf(row("a"))), "a", (t) =>
      withReply(t, "1", "hello"),
    );
    const refused = received(replied, {
      ...(lost("reply") as object),
      client_msg_id: "1",
    } as ConsoleServerFrame);
    expect(refused.threads.a?.pending).toEqual([
      { id: "1", text: "hello", failed: true, seq: null },
    ]);
    expect(refused.refusals.a?.by).toBe("Ben");
  });

  it("shows who else looks, and says when a conversation is not there", () => {
    const people = [{ id: "ben", name: "Ben" }];
    const seen = inboxAfter(frameOf(row("a")), { type: "viewing", conversation_id: "a", people });
    expect(seen.threads.a?.people).toEqual(people);
    const requested = opened(seen, "gone");
    const missing: ConsoleServerFrame = {
      type: "error",
      code: "not_found",
      message: "There is no such conversation.",
      to: "open",
      conversation_id: "gone",
    };
    expect(received(requested, missing).missing).toBe(true);
    expect(received(opened(requested, "a"), missing).missing).toBe(false);
  });

  it("shows who types until they have said it", () => {
    const sign = { type: "typing", conversation_id: "a" } as const;
    const typing = inboxAfter(frameOf(row("a")), { ...sign, author: "visitor" });
    expect(typing.threads.a?.typing).toEqual(["visitor"]);
    expect(received(typing, message("a", 1, "bot")).threads.a?.typing).toEqual(["visitor"]);
    expect(received(typing, message("a", 1)).threads.a?.typing).toEqual([]);
    const both = received(typing, { ...sign, author: "bot" });
    expect(both.threads.a?.typing).toEqual(["visitor", "bot"]);
    expect(received(both, message("a", 1, "bot")).threads.a?.typing).toEqual(["visitor"]);
  });
});
