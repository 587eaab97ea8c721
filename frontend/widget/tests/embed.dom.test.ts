import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeSocket } from "../../wire/tests/fake-socket";

const SRC = "https://chat.example/embed.js?tenant_id=pk_1";

beforeEach(() => {
  FakeSocket.install();
  document.head.replaceChildren();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

function tag(): void {
  const script = document.createElement("script");
  script.type = "text/plain";
  script.src = SRC;
  document.head.append(script);
}

async function load(): Promise<void> {
  vi.resetModules();
  await import("../embed");
  await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve));
}

test("it places the launcher, runs what the page asked for before, and obeys from then on", async () => {
  const stub = Object.assign(() => undefined, { q: [["open" as const]] });
  vi.stubGlobal("XinChat", stub);
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Response.json({ name: "Mossbird" })),
  );
  tag();
  await load();
  const root = document.querySelector("xin-chat")?.shadowRoot;
  const launcher = root?.querySelector(".launcher");
  expect(launcher?.getAttribute("aria-expanded")).toBe("true");
  window.XinChat?.("toggle");
  expect(launcher?.getAttribute("aria-expanded")).toBe("false");

  await load();
  expect(document.querySelectorAll("xin-chat")).toHaveLength(1);
});
