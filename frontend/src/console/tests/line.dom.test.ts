import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore, type StoreApi } from "zustand";
import type { Frame } from "../../../wire/connection";
import type { ConsoleServerFrame } from "../../../wire/frames.gen";
import { FakeSocket } from "../../../wire/tests/fake-socket";
import { type Inbox, newInbox } from "../inbox";
import { ConsoleLine } from "../line";
import { rowOf } from "../lists";
import { ME, row } from "./rows";

let store: StoreApi<Inbox>;
let line: ConsoleLine;

const says = (frame: ConsoleServerFrame | Frame) => FakeSocket.latest.serverSays(frame);
const sent = () => FakeSocket.latest.sent as { type: string; client_msg_id?: string }[];

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
  store = createStore(() => newInbox(ME));
  line = new ConsoleLine("/ws/console/acme", store);
  line.connect();
  FakeSocket.latest.serverOpens();
  const waits = row("a", { handled_by: "waiting", owner_epoch: 1, last_seq: 2 });
  says({ type: "conversation", ...waits });
  says({ type: "ready", role: "agent" });
});

afterEach(() => {
  line.disconnect();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the line", () => {
  it("takes over on the screen before the server has answered", () => {
    line.takeOver("a");
    expect(rowOf(store.getState(), "a")?.agent_id).toBe("me");
    expect(sent().at(-1)).toEqual({ type: "take_over", conversation_id: "a", owner_epoch: 1 });
  });

  it("says a deed at once for which there is no line, and does not do it", () => {
    FakeSocket.latest.serverCloses(1006);
    line.takeOver("a");
    expect(rowOf(store.getState(), "a")?.handled_by).toBe("waiting");
    expect(store.getState().refusals.a).toMatchObject({ deed: "take_over", by: null });
  });

  it("goes on after a lost line: rows since, the open thread, unheard replies", () => {
    line.open("a");
    says({ type: "message", conversation_id: "a", ...MESSAGE });
    FakeSocket.latest.serverCloses(1006);
    line.reply("a", "hello");
    vi.advanceTimersByTime(2_000);
    FakeSocket.latest.serverOpens();
    expect(sent()).toEqual([{ type: "hello", after: row("a").moved_at }]);
    says({ type: "ready", role: "agent" });
    expect(sent()[1]).toEqual({ type: "open", conversation_id: "a", last_seq: 1 });
    const id = store.getState().threads.a?.pending[0]?.id;
    expect(sent()[2]).toEqual({
      type: "reply",
      conversation_id: "a",
      client_msg_id: id,
      text: "hello",
    });
  });

  it("sends a reply again under the same id", () => {
    line.reply("a", "hello");
    const id = sent().at(-1)?.client_msg_id ?? "";
    says({
      type: "error",
      code: "c",
      message: "m",
      to: "reply",
      conversation_id: "a",
      client_msg_id: id,
    });
    line.retry("a", id);
    expect(sent().filter((frame) => frame.client_msg_id === id).length).toBe(2);
  });

  it("tells seldom that I type, and forgets that the visitor does", () => {
    line.typing();
    line.typing();
    vi.advanceTimersByTime(3_000);
    line.typing();
    expect(sent().filter(({ type }) => type === "typing").length).toBe(2);
    says({ type: "typing", conversation_id: "a", author: "visitor" });
    expect(store.getState().threads.a?.typing).toEqual(["visitor"]);
    vi.advanceTimersByTime(6_000);
    expect(store.getState().threads.a?.typing).toEqual([]);
  });
});

const MESSAGE = {
  seq: 1,
  author: "visitor",
  content: { type: "text", text: "hi" },
  at: "2026-11-22T10:00:00Z",
};
