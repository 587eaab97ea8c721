import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff, Connection, type Frame, type Link } from "../connection";
import { FakeSocket } from "./fake-socket";

let links: Link[];
let frames: Frame[];
let connection: Connection<Frame, Frame>;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
  links = [];
  frames = [];
  connection = new Connection("ws://chat.example/ws/widget?key=k", {
    hello: () => ({ type: "hello" }),
    received: (frame) => frames.push(frame),
    changed: (link) => links.push(link),
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function serverIsReady(): FakeSocket {
  FakeSocket.latest.serverOpens();
  FakeSocket.latest.serverSays({ type: "ready" });
  return FakeSocket.latest;
}

function comesBack(): void {
  vi.advanceTimersToNextTimer();
  serverIsReady();
}

test("it says hello first and is online when the server is ready", () => {
  connection.open();
  expect(connection.send({ type: "typing" })).toBe(false);
  serverIsReady();
  expect(FakeSocket.latest.sent).toEqual([{ type: "hello" }]);
  expect(links).toEqual(["connecting", "online"]);
  expect(connection.send({ type: "typing" })).toBe(true);
});

test("it opens one socket however often it is asked", () => {
  connection.open();
  connection.open();
  expect(FakeSocket.all).toHaveLength(1);
});

test.each([1006, 1001, 1013])("it comes back and says hello again after code %i", (code) => {
  connection.open();
  serverIsReady().serverCloses(code);
  expect(links.at(-1)).toBe("connecting");
  comesBack();
  expect(FakeSocket.all).toHaveLength(2);
  expect(FakeSocket.latest.sentOf("hello")).toHaveLength(1);
  expect(links.at(-1)).toBe("online");
});

test.each([4401, 4403, 4404])("it stays away for good after code %i", (code) => {
  connection.open();
  FakeSocket.latest.serverOpens();
  FakeSocket.latest.serverCloses(code);
  vi.advanceTimersByTime(600_000);
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(1);
  expect(links.at(-1)).toBe("refused");
});

test("it is away once an attempt failed, and keeps trying", () => {
  connection.open();
  FakeSocket.latest.serverCloses(1006);
  expect(links.at(-1)).toBe("away");
  comesBack();
  expect(links.at(-1)).toBe("online");
});

test("it gives up on a server that opens the socket and then says nothing", () => {
  connection.open();
  FakeSocket.latest.serverOpens();
  vi.advanceTimersByTime(8_000);
  expect(links.at(-1)).toBe("away");
  vi.advanceTimersToNextTimer();
  expect(FakeSocket.all.length).toBeGreaterThan(1);
});

test("it dials at once when the browser is online again", () => {
  connection.open();
  FakeSocket.latest.serverCloses(1006);
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(2);
});

test("it leaves a dead line and ignores what still comes from it", () => {
  connection.open();
  const dead = serverIsReady();
  connection.restart();
  const received = frames.length;
  dead.serverSays({ type: "typing" });
  expect(frames).toHaveLength(received);
  comesBack();
  expect(links.at(-1)).toBe("online");
});

test("it opens no socket after it was closed", () => {
  connection.open();
  FakeSocket.latest.serverCloses(1006);
  connection.close();
  vi.advanceTimersByTime(600_000);
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(1);
  expect(links.at(-1)).toBe("idle");
});

test("it passes by what is not a frame", () => {
  connection.open();
  serverIsReady();
  for (const data of ["<html>", "null", "[]", '{"kind":"message"}']) {
    FakeSocket.latest.onmessage?.({ data });
  }
  expect(frames).toEqual([{ type: "ready" }]);
});

test("it does not throw where the page's policy forbids the socket", () => {
  vi.stubGlobal(
    "WebSocket",
    class {
      constructor() {
        throw new DOMException("blocked", "SecurityError");
      }
    },
  );
  connection.open();
  expect(links.at(-1)).toBe("away");
});

test("it waits longer after each failure, up to half a minute, and never in step", () => {
  const waits = (random: number) => [0, 1, 2, 3, 10].map((n) => backoff(n, () => random));
  expect(waits(1)).toEqual([1_000, 2_000, 4_000, 8_000, 30_000]);
  expect(waits(0)).toEqual([500, 1_000, 2_000, 4_000, 15_000]);
});
