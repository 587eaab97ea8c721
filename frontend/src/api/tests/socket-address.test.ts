import { expect, test } from "vitest";
import { socketAddress } from "../socket-address";

test("a page under https gets a socket under wss", () => {
  const path = "/ws/console/acme";
  expect(socketAddress(path, new URL("https://chat.example/app"))).toBe(
    `wss://chat.example${path}`,
  );
  expect(socketAddress(path, new URL("http://a.example:81/"))).toBe(`ws://a.example:81${path}`);
});
