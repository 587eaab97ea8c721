import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Storage } from "../storage";

const message = { id: "m1", text: "Hello" };

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

test("it keeps token and unsent messages over a reload", () => {
  const before = new Storage("xin:k:default");
  before.token = "secret";
  before.keep(message);
  const after = new Storage("xin:k:default");
  expect(after.token).toBe("secret");
  expect(after.outbox).toEqual([message]);
  expect(localStorage.getItem("xin:k:default")).toBe("secret");
});

test("it keeps the channels of a site apart", () => {
  new Storage("xin:k:default").token = "secret";
  expect(new Storage("xin:k:c2").token).toBeNull();
});

test("it keeps one copy of a message and forgets it when it is sent", () => {
  const storage = new Storage("xin:k:default");
  storage.keep(message);
  storage.keep({ ...message, failed: true });
  expect(storage.outbox).toEqual([{ ...message, failed: true }]);
  storage.forget("m1");
  expect(storage.outbox).toEqual([]);
});

test("it keeps what another tab of the site has not sent yet", () => {
  const here = new Storage("xin:k:default");
  const there = new Storage("xin:k:default");
  there.keep({ id: "m2", text: "From the other tab" });
  here.keep(message);
  here.forget("m1");
  expect(there.outbox).toEqual([{ id: "m2", text: "From the other tab" }]);
});

test("it falls back on memory where the browser forbids storage", () => {
  const forbidden = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.spyOn(window.Storage.prototype, "getItem").mockImplementation(forbidden);
  vi.spyOn(window.Storage.prototype, "setItem").mockImplementation(forbidden);
  const storage = new Storage("xin:k:default");
  storage.token = "secret";
  storage.keep(message);
  expect(storage.token).toBe("secret");
  expect(storage.outbox).toEqual([message]);
});

test("it survives an outbox that something else has overwritten", () => {
  localStorage.setItem("xin:k:default:outbox", "{broken");
  expect(new Storage("xin:k:default").outbox).toEqual([]);
});

test("it leaves nothing in the browser where nothing may last", () => {
  const preview = new Storage("xin:preview", false);
  preview.token = "secret";
  preview.greeted = "Hello";
  expect([preview.token, preview.greeted]).toEqual(["secret", "Hello"]);
  expect(localStorage).toHaveLength(0);
});
