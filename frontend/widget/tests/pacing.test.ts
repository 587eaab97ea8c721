import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ServerFrame } from "../../wire/frames.gen";
import { Pacing } from "../pacing";
import { message } from "./messages";

let delivered: string[];
let pacing: Pacing;

beforeEach(() => {
  vi.useFakeTimers();
  delivered = [];
  const nameOf = (frame: ServerFrame) =>
    "seq" in frame ? `${frame.type} ${frame.seq}` : frame.type;
  pacing = new Pacing(
    (frame) => delivered.push(nameOf(frame)),
    () => delivered.push("dots"),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test("what has no pause comes at once", () => {
  pacing.take(message(1, "One"), 0);
  expect(delivered).toEqual(["message 1"]);
});

test("a paused message waits behind the dots, and what follows waits for it", () => {
  pacing.take(message(1, "One"), 2_000);
  pacing.take(message(2, "Two"), 0);
  pacing.take({ type: "turn_done", turn: "t", seq: 2 }, 0);
  vi.advanceTimersByTime(1_999);
  expect(delivered).toEqual(["dots"]);
  vi.advanceTimersByTime(1);
  expect(delivered).toEqual(["dots", "message 1", "message 2", "turn_done 2"]);
});

test("each paused message has its own wait", () => {
  pacing.take(message(1, "One"), 1_000);
  pacing.take(message(2, "Two"), 1_000);
  vi.advanceTimersByTime(1_000);
  expect(delivered).toEqual(["dots", "message 1", "dots"]);
  vi.advanceTimersByTime(1_000);
  expect(delivered.at(-1)).toBe("message 2");
});

test("an ack does not wait: the visitor's own words are never held up", () => {
  pacing.take(message(1, "One"), 1_000);
  pacing.take({ type: "ack", client_msg_id: "m", seq: 2 }, 0);
  expect(delivered).toEqual(["dots", "ack 2"]);
});

test("a new line forgets what waits, since the server says it again", () => {
  pacing.take(message(1, "One"), 1_000);
  pacing.take({ type: "ready", token: "t", conversation_id: "c", seq: 1 }, 0);
  vi.advanceTimersByTime(5_000);
  expect(delivered).toEqual(["dots", "ready 1"]);
});
