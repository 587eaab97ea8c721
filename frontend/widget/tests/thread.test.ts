import { expect, test } from "vitest";
import { wordsOf } from "../../wire/frames";
import type { Content, ServerFrame, ThreadMessage } from "../../wire/frames.gen";
import { newThread, openQuestion, receive, say, type Thread, tryAgain, unsent } from "../thread";

const ready: ServerFrame = { type: "ready", token: "t", conversation_id: "c1", seq: 0 };
const hello = { id: "m1", text: "Hello" };

function message(seq: number, text: string, more: Partial<ThreadMessage> = {}): ThreadMessage {
  const content: Content = { type: "text", text };
  return { type: "message", seq, author: "bot", content, at: "2026-11-22T10:00:00Z", ...more };
}

function after(...frames: readonly ServerFrame[]): Thread {
  return frames.reduce(receive, newThread());
}

const texts = (thread: Thread) => thread.messages.map(({ content }) => wordsOf(content));

test("it drops a message it knows already", () => {
  const thread = after(ready, message(1, "Hi"), message(2, "There"), message(1, "Hi"));
  expect(texts(thread)).toEqual(["Hi", "There"]);
  expect(thread.lastSeq).toBe(2);
});

test("it shows the visitor's words once, whether the ack or the message comes first", () => {
  const sent = say(after(ready), hello);
  const ack: ServerFrame = { type: "ack", client_msg_id: "m1", seq: 1 };
  const echo = message(1, "Hello", { author: "visitor" });
  for (const frames of [
    [ack, echo],
    [echo, ack],
  ]) {
    const thread = frames.reduce(receive, sent);
    expect(texts(thread)).toEqual(["Hello"]);
    expect(thread.outbox).toEqual([]);
  }
});

test("it keeps the bubble of a sent message the same one", () => {
  const sent = say(after(ready), hello);
  const acked = receive(sent, { type: "ack", client_msg_id: "m1", seq: 1 });
  const echoed = receive(acked, message(1, "Hello", { author: "visitor" }));
  expect(acked.messages[0]?.id).toBe("m1");
  expect(echoed.messages[0]?.id).toBe("m1");
});

test("it resumes after the last message it received, not after the last ack", () => {
  const sent = say(after(ready, message(1, "Hi")), hello);
  const acked = receive(sent, { type: "ack", client_msg_id: "m1", seq: 3 });
  expect(acked.lastSeq).toBe(1);
  expect(texts(receive(acked, message(2, "In between")))).toEqual(["Hi", "In between", "Hello"]);
});

test("it starts an empty thread when the server opens another conversation", () => {
  const thread = receive(after(ready, message(1, "Hi")), { ...ready, conversation_id: "c2" });
  expect(thread.messages).toEqual([]);
  expect(thread.lastSeq).toBe(0);
});

test("it keeps the thread when the same conversation resumes", () => {
  expect(texts(after(ready, message(1, "Hi"), ready))).toEqual(["Hi"]);
});

test("it marks a refused message and sends it again under its own id", () => {
  const sent = say(after(ready), hello);
  const refusal = { code: "rate_limited", message: "Too many messages.", client_msg_id: "m1" };
  const refused = receive(sent, { type: "error", ...refusal });
  expect(unsent(refused)).toEqual([]);
  expect(refused.outbox[0]?.failed).toBe(true);
  expect(refused.awaiting).toBe(false);
  expect(unsent(tryAgain(refused, "m1"))).toEqual([{ ...hello, failed: false }]);
});

test("it shows the server's word on an error that belongs to no message", () => {
  const thread = receive(after(ready), { type: "error", code: "busy", message: "Wait a moment." });
  expect(thread.notice).toBe("Wait a moment.");
  expect(say(thread, hello).notice).toBeNull();
});

test("it awaits an answer from the sending until the turn is done", () => {
  const sent = say(after(ready), hello);
  expect(sent.awaiting).toBe(true);
  const acked = receive(sent, { type: "ack", client_msg_id: "m1", seq: 1 });
  const answered = receive(acked, message(2, "One moment"));
  expect(answered.awaiting).toBe(true);
  expect(receive(answered, { type: "turn_done", turn: "t1", seq: 2 }).awaiting).toBe(false);
});

test("it awaits no bot while a person has the chat", () => {
  const waiting = after(ready, { type: "status", handled_by: "waiting" });
  expect(say(waiting, hello).awaiting).toBe(false);
  const taken = receive(say(after(ready), hello), {
    type: "status",
    handled_by: "agent",
    name: "Anna",
  });
  expect(taken).toMatchObject({ awaiting: false, handledBy: "agent", agent: "Anna" });
});

test("it writes a streamed answer along and lets the message take its place", () => {
  const streaming = after(
    ready,
    { type: "delta", turn: "t1", text: "Yellow " },
    { type: "delta", turn: "t1", text: "leaves" },
  );
  expect(streaming.draft).toEqual({ turn: "t1", text: "Yellow leaves" });
  const committed = receive(streaming, message(1, "Yellow leaves.", { turn: "t1" }));
  expect(committed.draft).toBeNull();
});

test("it keeps what is still being written while other messages of the turn come", () => {
  const draft = { turn: "t1", text: "Yellow leaves" };
  const streaming = after(ready, { type: "delta", ...draft });
  const before = receive(streaming, message(1, "Let me see.", { turn: "t1" }));
  expect(before.draft).toEqual(draft);
  expect(receive(before, { type: "turn_done", turn: "t1", seq: 2 }).draft).toBeNull();
});

test("it lets each message of a turn take its own words out of the draft", () => {
  const streaming = after(ready, { type: "delta", turn: "t1", text: " Yellow.\n\nAnd gre" });
  const first = receive(streaming, message(1, "Yellow.", { turn: "t1" }));
  expect(first.draft).toEqual({ turn: "t1", text: "And gre" });
  const second = receive(first, message(2, "And green.", { turn: "t1" }));
  expect(second.draft).toBeNull();
  expect(second.messages.map(({ written }) => written)).toEqual([true, true]);
});

test("it forgets words of a turn that another one, or a person, has overtaken", () => {
  const streaming = after(ready, { type: "delta", turn: "t1", text: "Yellow" });
  const visitor = message(1, "Hello?", { author: "visitor" });
  expect(receive(streaming, visitor).draft).not.toBeNull();
  expect(receive(streaming, message(1, "Anna here.", { author: "agent" })).draft).toBeNull();
  expect(receive(streaming, message(1, "Yes?", { turn: "t2" })).draft).toBeNull();
  const taken: ServerFrame = { type: "status", handled_by: "agent", name: "Anna" };
  expect(receive(streaming, taken).draft).toBeNull();
});

test("it takes back a streamed answer that is discarded, and only that one", () => {
  const streaming = after(ready, { type: "delta", turn: "t2", text: "Second" });
  expect(receive(streaming, { type: "discard", turn: "t1" }).draft).not.toBeNull();
  expect(receive(streaming, { type: "discard", turn: "t2" }).draft).toBeNull();
});

test("it shows that a person writes until their message is there", () => {
  const typing = after(ready, { type: "typing" });
  expect(typing.typing).toBe(true);
  expect(receive(typing, message(1, "Hello", { author: "agent" })).typing).toBe(false);
});

test("it offers the buttons of the last message until anything is said", () => {
  const choices = [{ id: "order", title: "Where is my order" }];
  const content = { type: "text", text: "What can I do?", choices } as const;
  const waiting = after(ready, message(1, "", { content }));
  expect(openQuestion(waiting)).toEqual(content);
  expect(openQuestion(say(waiting, hello))).toBeNull();
  const divider = { type: "divider", reason: "start_over" } as const;
  const below = message(2, "", { content: divider, author: "system" });
  expect(openQuestion(receive(waiting, below))).toBeNull();
  expect(openQuestion(receive(waiting, { type: "status", handled_by: "agent" }))).toBeNull();
});

test("it ignores a frame of a type that it does not know", () => {
  const thread = after(ready);
  expect(receive(thread, { type: "confetti" } as unknown as ServerFrame)).toBe(thread);
});
