import { expect, test, vi } from "vitest";
import type { ServerFrame } from "../../wire/frames.gen";
import { FakeSocket } from "../../wire/tests/fake-socket";
import { message } from "./messages";
import {
  button,
  chat,
  find,
  onAPage,
  openAndGreet,
  place,
  press,
  say,
  sentMessages,
  serverIsReady,
  texts,
  write,
} from "./page";

onAPage();

test("it shows the visitor's words at once and sends them with Enter", () => {
  const socket = openAndGreet();
  write("Hello\nthere");
  press("Enter", { shiftKey: true });
  press("Enter", { isComposing: true });
  expect(sentMessages(socket)).toHaveLength(0);
  press("Enter");
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Hello\nthere"]);
  expect(sentMessages(socket)).toMatchObject([{ text: "Hello\nthere" }]);
  expect(find<HTMLTextAreaElement>("textarea").value).toBe("");
});

test("it freezes a picked button into the visitor's bubble", () => {
  const socket = openAndGreet();
  expect(texts(".choice")).toEqual(["Where is my order", "Talk to a person"]);
  button("Talk to a person").click();
  expect(texts(".choice")).toEqual([]);
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Talk to a person"]);
  expect(sentMessages(socket)).toMatchObject([{ choice: "person" }]);
});

test("it sends what was lost on the way again under the same id, and shows it once", () => {
  const first = openAndGreet();
  say("Hello");
  first.serverCloses(1006);
  vi.advanceTimersByTime(1_000);
  const second = FakeSocket.latest;
  serverIsReady(1);
  expect(second.sent[0]).toEqual({ type: "hello", token: "t1", last_seq: 1 });
  const [again] = sentMessages(second);
  expect(again).toEqual(sentMessages(first)[0]);
  second.serverSays(message(2, "Hello", { author: "visitor" }), {
    type: "ack",
    client_msg_id: again?.client_msg_id ?? "",
    seq: 2,
  });
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Hello"]);
});

test("it redials when a message stays without an ack", () => {
  const dead = openAndGreet();
  say("Hello");
  vi.advanceTimersByTime(12_000);
  expect(FakeSocket.latest).not.toBe(dead);
});

test("it keeps messages while the server is away, over a reload", () => {
  chat().open();
  FakeSocket.latest.serverCloses(1006);
  expect(find(".notice").textContent).toContain("Your message is kept here");
  say("Hello");
  place();
  serverIsReady();
  expect(sentMessages(FakeSocket.latest)).toMatchObject([{ text: "Hello" }]);
  chat().open();
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Hello"]);
  expect(find(".notice").textContent).toBe("");
});

test("it offers to try again what the server refused", () => {
  const socket = openAndGreet();
  say("Hello");
  const id = sentMessages(socket)[0]?.client_msg_id ?? "";
  socket.serverSays({ type: "error", code: "rate_limited", message: "Wait.", client_msg_id: id });
  button("Try again").click();
  expect(sentMessages(socket).map((frame) => frame.client_msg_id)).toEqual([id, id]);
  expect(texts(".failed")).toEqual([]);
});

test("it starts over from the header, under a line of its own", () => {
  const socket = openAndGreet();
  button("Start over").click();
  expect(socket.sentOf("start_over")).toHaveLength(1);
  const divider = { type: "divider", reason: "start_over" } as const;
  socket.serverSays(message(2, divider, { author: "system" }));
  expect(texts(".divider")).toEqual(["New conversation"]);
  expect(texts(".choice")).toEqual([]);
});

test("it stops at 4,000 characters as people count them, and says how many are too many", () => {
  const socket = openAndGreet();
  write("🌱".repeat(4_001));
  press("Enter");
  expect(sentMessages(socket)).toHaveLength(0);
  expect(find(".count").textContent).toBe("Too long by 1");
  write("🌱".repeat(3_990));
  expect(find(".count").textContent).toBe("10 left");
  press("Enter");
  expect(sentMessages(socket)).toHaveLength(1);
});

test("it shows dots from the sending until the turn is done, and never for ever", () => {
  const socket = openAndGreet();
  socket.serverSays({ type: "turn_done", turn: "t0", seq: 1 });
  expect(find(".dots").hidden).toBe(true);
  say("Hello");
  expect(find(".dots").hidden).toBe(false);
  const id = sentMessages(socket)[0]?.client_msg_id ?? "";
  socket.serverSays({ type: "ack", client_msg_id: id, seq: 2 });
  expect(find(".dots").hidden).toBe(false);
  vi.advanceTimersByTime(40_000);
  expect(find(".dots").hidden).toBe(true);
});

test("it starts over once, however often it is clicked and whatever the line does", () => {
  const first = openAndGreet();
  button("Start over").click();
  button("Start over").click();
  first.serverCloses(1006);
  vi.advanceTimersByTime(1_000);
  const second = serverIsReady(1);
  const requests = [...first.sentOf("start_over"), ...second.sentOf("start_over")];
  expect(requests).toHaveLength(2);
  expect(requests[0]).toEqual(requests[1]);
  second.serverSays({ ...requests[0], type: "ack", seq: 2 } as ServerFrame);
  button("Start over").click();
  expect(second.sentOf("start_over").at(-1)).not.toEqual(requests[0]);
});
