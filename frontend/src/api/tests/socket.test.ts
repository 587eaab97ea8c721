import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backoff, type Frame, JsonSocket, type SocketState, socketAddress } from "../socket";
import { FakeSocket } from "./fake-socket";

let states: SocketState[];
let frames: Frame[];
let socket: JsonSocket<Frame, Frame>;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
  states = [];
  frames = [];
  socket = new JsonSocket("ws://chat.example/ws/console/acme", {
    hello: () => ({ type: "hello" }),
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
  });
});

afterEach(() => {
  socket.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it says hello on every new line", () => {
  socket.open();
  FakeSocket.latest.serverOpens();
  FakeSocket.latest.serverCloses(1006);
  vi.runOnlyPendingTimers();
  FakeSocket.latest.serverOpens();
  expect(FakeSocket.all.map(({ sent }) => sent)).toEqual([
    [{ type: "hello" }],
    [{ type: "hello" }],
  ]);
  expect(states).toEqual(["connecting", "online", "connecting", "online"]);
});

test("it sends only while there is a line", () => {
  socket.open();
  expect(socket.send({ type: "typing" })).toBe(false);
  FakeSocket.latest.serverOpens();
  expect(socket.send({ type: "typing" })).toBe(true);
});

test("it passes frames on and drops what is none", () => {
  socket.open();
  FakeSocket.latest.serverOpens();
  for (const data of ['{"type":"message"}', "no json", "[]", '{"kind":"message"}']) {
    FakeSocket.latest.serverSays(data);
  }
  expect(frames).toEqual([{ type: "message" }]);
});

test("it is away after an attempt that failed, and goes on trying", () => {
  socket.open();
  for (let attempt = 1; attempt <= 4; attempt++) {
    FakeSocket.latest.serverCloses(1006);
    expect(states.at(-1)).toBe("away");
    vi.runOnlyPendingTimers();
    expect(FakeSocket.all).toHaveLength(attempt + 1);
  }
});

test.each([4401, 4403, 4404])("it stays away for good after code %i", (code) => {
  socket.open();
  FakeSocket.latest.serverCloses(code);
  vi.runAllTimers();
  expect(states.at(-1)).toBe("refused");
  expect(FakeSocket.all).toHaveLength(1);
});

test("it does not sit out its wait when the network is back", () => {
  socket.open();
  FakeSocket.latest.serverCloses(1006);
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(2);
});

test("it is silent after it was closed", () => {
  socket.open();
  socket.close();
  vi.runAllTimers();
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(1);
  expect(states.at(-1)).toBe("closed");
});

test("the wait doubles up to half a minute, and half of it is chance", () => {
  expect([0, 1, 2, 3, 9].map((failures) => backoff(failures, () => 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 30_000,
  ]);
  expect(backoff(3, () => 0)).toBe(4_000);
});

test("a page under https gets a socket under wss", () => {
  const path = "/ws/console/acme";
  expect(socketAddress(path, new URL("https://chat.example/app"))).toBe(
    `wss://chat.example${path}`,
  );
  expect(socketAddress(path, new URL("http://a.example:81/"))).toBe(`ws://a.example:81${path}`);
});
