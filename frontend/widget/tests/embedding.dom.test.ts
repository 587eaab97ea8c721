import { afterEach, expect, test } from "vitest";
import { parseEmbedding, readEmbedding } from "../embedding";

afterEach(() => document.head.replaceChildren());

test("it takes server, workspace and channel from the script's address", () => {
  expect(parseEmbedding("https://chat.example/embed.js?tenant_id=pk_1&channel=web")).toEqual({
    key: "pk_1",
    origin: "https://chat.example",
    configUrl: "https://chat.example/api/v1/widget/config?key=pk_1&channel=web",
    socketUrl: "wss://chat.example/ws/widget?key=pk_1&channel=web",
    storageName: "xin:pk_1:web",
  });
});

test("it leaves the channel to the server when the tag names none", () => {
  const embedding = parseEmbedding("http://localhost:8000/embed.js?tenant_id=pk_1");
  expect(embedding?.socketUrl).toBe("ws://localhost:8000/ws/widget?key=pk_1");
  expect(embedding?.storageName).toBe("xin:pk_1:default");
});

test("it finds the tag of a tag manager, where no script is the current one", () => {
  const tag = document.createElement("script");
  tag.type = "text/plain";
  tag.src = "https://chat.example/embed.js?tenant_id=pk_2";
  document.head.append(tag);
  expect(readEmbedding(document)?.key).toBe("pk_2");
});

test("it finds nothing without a tag or without a workspace", () => {
  expect(readEmbedding(document)).toBeNull();
  expect(parseEmbedding("https://chat.example/embed.js")).toBeNull();
});
