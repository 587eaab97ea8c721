import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchConfig } from "../api";
import { parseEmbedding } from "../embedding";

const embedding = parseEmbedding("https://chat.example/embed.js?tenant_id=pk_1");
const warn = vi.spyOn(console, "warn").mockReturnValue();

beforeEach(() => {
  warn.mockClear();
  vi.stubGlobal("location", { origin: "https://shop.example" });
});
afterEach(() => vi.unstubAllGlobals());

function ask(answer: () => Promise<Response>) {
  vi.stubGlobal("fetch", vi.fn(answer));
  if (!embedding) throw new Error("no embedding");
  return fetchConfig(embedding);
}

test("it gives the channel's appearance", async () => {
  const config = { name: "Mossbird", accent: "#0f766e", language: "en" };
  expect(await ask(async () => Response.json(config))).toEqual(config);
  expect(fetch).toHaveBeenCalledWith(embedding?.configUrl, expect.anything());
});

test.each([
  ["the server is away", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["the server fails", async () => new Response("oops", { status: 502 })],
  ["something else answers", async () => new Response("<html>")],
])("it gives defaults and stays silent when %s", async (_case, answer) => {
  expect(await ask(answer)).toEqual({});
  expect(warn).not.toHaveBeenCalled();
});

test("it says in the console which setting keeps this site out", async () => {
  expect(await ask(async () => new Response("{}", { status: 403 }))).toBeNull();
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"Sites allowed"'));
});

test("it says in the console that the workspace is unknown", async () => {
  expect(await ask(async () => new Response("{}", { status: 404 }))).toBeNull();
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("tenant_id=pk_1"));
});
