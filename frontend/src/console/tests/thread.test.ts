import { describe, expect, it } from "vitest";
import type { Message } from "../protocol";
import {
  acknowledged,
  entriesOf,
  lastSeq,
  NO_THREAD,
  refusedReply,
  retried,
  unanswered,
  withDelivery,
  withMessage,
  withoutReply,
  withReply,
} from "../thread";

function message(seq: number, given: Partial<Message> = {}): Message {
  const content = { type: "text", text: `words ${seq}` } as const;
  return { seq, author: "visitor", content, at: "2026-11-22T10:00:00Z", ...given };
}

const ack = (client_msg_id: string, seq: number) =>
  ({ type: "ack", conversation_id: "a", client_msg_id, seq }) as const;

describe("a thread", () => {
  it("keeps its order and takes each message once", () => {
    const thread = [3, 1, 2, 3].map((seq) => message(seq)).reduce(withMessage, NO_THREAD);
    expect(thread.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(lastSeq(thread)).toBe(3);
    expect(lastSeq(NO_THREAD)).toBe(0);
  });

  it("replaces a reply by its message, whichever comes first", () => {
    const waiting = withReply(NO_THREAD, "x", "hello");
    const own = message(1, { author: "agent" });
    const acked = acknowledged(waiting, ack("x", 1));
    expect(acked.pending[0]?.seq).toBe(1);
    expect(unanswered(acked)).toEqual([]);
    expect(withMessage(acked, own).pending).toEqual([]);
    expect(acknowledged(withMessage(waiting, own), ack("x", 1)).pending).toEqual([]);
  });

  it("says again under the same id what nobody has answered for", () => {
    const waiting = withReply(withReply(NO_THREAD, "x", "one"), "y", "two");
    const error = { type: "error", code: "c", message: "m", client_msg_id: "y" } as const;
    const refused = refusedReply(waiting, error);
    expect(unanswered(refused).map(({ id }) => id)).toEqual(["x"]);
    expect(unanswered(retried(refused, "y")).map(({ id }) => id)).toEqual(["x", "y"]);
    expect(withoutReply(refused, "y").pending.map(({ id }) => id)).toEqual(["x"]);
  });

  it("knows the latest that was told of a message's way", () => {
    const way = { type: "delivery", conversation_id: "a", message_id: "m", seq: 2 } as const;
    const deliveries = (["waiting", "sent", "read"] as const).map((state) => ({ ...way, state }));
    const thread = deliveries.reduce(withDelivery, NO_THREAD);
    expect(Object.values(thread.deliveries).map(({ state }) => state)).toEqual(["read"]);
  });

  it("is drawn with a divider per day", () => {
    const days = ["2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z", "2026-11-22T12:01:00Z"];
    const entries = entriesOf(days.map((at, index) => message(index + 1, { at })));
    expect(entries.map(({ kind }) => kind)).toEqual([
      "day",
      "message",
      "day",
      "message",
      "message",
    ]);
  });

  it("shows which button the visitor picked", () => {
    const choices = [{ id: "order", title: "My order" }];
    const offered = message(1, { author: "bot", content: { type: "text", text: "?", choices } });
    const picked = message(2, { content: { type: "text", text: "My order", choice: "order" } });
    const [, question] = entriesOf([offered, picked]);
    expect(question).toMatchObject({ kind: "message", chosen: "order" });
    expect(entriesOf([offered, message(2)])[1]).toMatchObject({ chosen: null });
  });
});
