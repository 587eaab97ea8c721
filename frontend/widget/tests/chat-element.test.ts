import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Config } from "../api";
import { Connection, type ConnectionListener } from "../connection";
import { parseEmbedding } from "../embedding";
import type { ServerFrame } from "../protocol";
import { Storage } from "../storage";
import { ChatElement } from "../view/chat-element";
import { FakeSocket } from "./fake-socket";

customElements.define("xin-chat", ChatElement);

const choices = [
  { id: "order", title: "Where is my order" },
  { id: "person", title: "Talk to a person" },
];
const greeting: ServerFrame = {
  type: "message",
  seq: 1,
  author: "bot",
  content: { type: "text", text: "What can I do for you?", choices },
};

let element: ChatElement;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
  localStorage.clear();
  element = place();
});

afterEach(() => {
  element.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function place(look: Config = {}): ChatElement {
  const embedding = parseEmbedding("https://chat.example/embed.js?tenant_id=pk_1");
  if (!embedding) throw new Error("no embedding");
  const placed = document.createElement("xin-chat") as ChatElement;
  document.body.append(placed);
  const dial = (listener: ConnectionListener) => new Connection(embedding.socketUrl, listener);
  placed.start(new Storage(embedding.storageName), dial, {
    name: "Mossbird",
    language: "en",
    ...look,
  });
  return placed;
}

function find<T extends HTMLElement>(selector: string): T {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function texts(selector: string): (string | null)[] {
  return [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map(
    (node) => node.textContent,
  );
}

function button(name: string): HTMLButtonElement {
  const all = [...(element.shadowRoot?.querySelectorAll("button") ?? [])];
  const found = all.find((one) => [one.textContent, one.ariaLabel].includes(name));
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

function openAndGreet(): FakeSocket {
  element.open();
  FakeSocket.latest.serverIsReady();
  FakeSocket.latest.serverSays(greeting);
  return FakeSocket.latest;
}

function press(key: string, more: KeyboardEventInit = {}): void {
  const bubbles = { bubbles: true, composed: true, cancelable: true };
  find("textarea").dispatchEvent(new KeyboardEvent("keydown", { key, ...bubbles, ...more }));
}

function write(text: string): void {
  const field = find<HTMLTextAreaElement>("textarea");
  field.value = text;
  field.dispatchEvent(new Event("input"));
}

function sentMessages(socket: FakeSocket) {
  return socket.sentOf("message") as { client_msg_id: string; text?: string; choice?: string }[];
}

test("it opens no socket before the visitor opens the panel", () => {
  expect(FakeSocket.all).toHaveLength(0);
  button("Open chat").click();
  expect(FakeSocket.latest.url).toBe("wss://chat.example/ws/widget?key=pk_1");
});

test("it takes the focus into the composer and gives it back to the launcher", () => {
  openAndGreet();
  expect(element.shadowRoot?.activeElement).toBe(find("textarea"));
  press("Escape");
  expect(element.shadowRoot?.activeElement).toBe(find(".launcher"));
  expect(find(".launcher").getAttribute("aria-expanded")).toBe("false");
});

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
  write("Hello");
  press("Enter");
  first.serverCloses(1006);
  vi.advanceTimersByTime(1_000);
  const second = FakeSocket.latest;
  second.serverIsReady(1);
  expect(second.sent[0]).toEqual({ type: "hello", token: "t1", last_seq: 1 });
  const [again] = sentMessages(second);
  expect(again).toEqual(sentMessages(first)[0]);
  const content = { type: "text", text: "Hello" };
  second.serverSays(
    { type: "message", seq: 2, author: "visitor", content },
    { type: "ack", client_msg_id: again?.client_msg_id ?? "", seq: 2 },
  );
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Hello"]);
});

test("it redials when a message stays without an ack", () => {
  const dead = openAndGreet();
  write("Hello");
  press("Enter");
  vi.advanceTimersByTime(12_000);
  expect(FakeSocket.latest).not.toBe(dead);
});

test("it keeps messages while the server is away, over a reload", () => {
  element.open();
  FakeSocket.latest.serverCloses(1006);
  expect(find(".notice").textContent).toContain("Your message is kept here");
  write("Hello");
  press("Enter");
  element.remove();
  element = place();
  FakeSocket.latest.serverIsReady();
  expect(sentMessages(FakeSocket.latest)).toMatchObject([{ text: "Hello" }]);
  element.open();
  expect(texts("[data-author=visitor] .bubble")).toEqual(["Hello"]);
  expect(find(".notice").textContent).toBe("");
});

test("it offers to try again what the server refused", () => {
  const socket = openAndGreet();
  write("Hello");
  press("Enter");
  const id = sentMessages(socket)[0]?.client_msg_id ?? "";
  socket.serverSays({ type: "error", code: "rate_limited", message: "Wait.", client_msg_id: id });
  button("Try again").click();
  expect(sentMessages(socket).map((frame) => frame.client_msg_id)).toEqual([id, id]);
  expect(texts(".failed")).toEqual([]);
});

test("it says that the chat is not available where it is refused", () => {
  element.open();
  FakeSocket.latest.serverOpens();
  FakeSocket.latest.serverCloses(4404);
  expect(find(".notice").textContent).toBe("The chat is not available here.");
  expect(find<HTMLTextAreaElement>("textarea").disabled).toBe(true);
});

test("it starts over from the header, under a line of its own", () => {
  const socket = openAndGreet();
  button("Start over").click();
  expect(socket.sentOf("start_over")).toHaveLength(1);
  const divider = { type: "divider", reason: "start_over" };
  socket.serverSays({ type: "message", seq: 2, author: "system", content: divider });
  expect(texts(".divider")).toEqual(["New conversation"]);
  expect(texts(".choice")).toEqual([]);
});

test("it says who answers", () => {
  const socket = openAndGreet();
  expect(texts(".who > *")).toEqual(["Mossbird", "Automated assistant"]);
  socket.serverSays({ type: "status", handled_by: "waiting" });
  expect(texts(".who > *")).toEqual(["Mossbird", "Somebody from the team will answer here"]);
  socket.serverSays({ type: "status", handled_by: "agent", name: "Anna" });
  expect(texts(".who > *")).toEqual(["Anna", "Mossbird"]);
});

test("it shows the text of a kind it does not know, and nothing when there is none", () => {
  const socket = openAndGreet();
  const rating = { type: "rating", text: "How was it?" };
  socket.serverSays(
    { type: "message", seq: 2, author: "bot", content: rating },
    { type: "message", seq: 3, author: "bot", content: { type: "hologram" } },
  );
  expect(texts(".log .bubble")).toEqual(["What can I do for you?", "How was it?"]);
});

test("it makes links of web and mail addresses and leaves every other text as text", () => {
  const socket = openAndGreet();
  const text =
    "<img src=x onerror=alert(1)> javascript:alert(1) (see https://a.example/b_(c)). mailto:me@a.example";
  socket.serverSays({ type: "message", seq: 2, author: "bot", content: { type: "text", text } });
  const links = [...(element.shadowRoot?.querySelectorAll("a") ?? [])];
  expect(links.map((link) => link.href)).toEqual([
    "https://a.example/b_(c)",
    "mailto:me@a.example",
  ]);
  expect(links.every((link) => link.rel === "noopener nofollow")).toBe(true);
  expect(element.shadowRoot?.querySelector("img")).toBeNull();
  expect(texts(".log .bubble").at(-1)).toBe(text.replace("mailto:", ""));
});

test("it marks the launcher when something was said while it is closed", () => {
  const socket = openAndGreet();
  element.close();
  const content = { type: "text", text: "Still there?" };
  socket.serverSays({ type: "message", seq: 2, author: "bot", content });
  expect(button("Open chat, new messages").classList).toContain("unread");
  element.open();
  expect(find(".launcher").classList).not.toContain("unread");
});

test("it tells the page what happens, and nothing about what was said before", () => {
  const heard: string[] = [];
  for (const name of ["xin:opened", "xin:message", "xin:closed"]) {
    document.addEventListener(name, (event) => heard.push(event.type), { once: true });
  }
  element.open();
  FakeSocket.latest.serverIsReady(1);
  FakeSocket.latest.serverSays(greeting);
  element.close();
  expect(heard).toEqual(["xin:opened", "xin:closed"]);
  FakeSocket.latest.serverSays({ ...greeting, seq: 2 });
  expect(heard).toEqual(["xin:opened", "xin:closed", "xin:message"]);
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

test("it keeps the page's own shortcuts quiet while the visitor writes", () => {
  const shortcut = vi.fn();
  document.addEventListener("keydown", shortcut, { once: true });
  openAndGreet();
  press("s");
  expect(shortcut).not.toHaveBeenCalled();
});

test("it writes an answer along while it streams and puts the message in its place", () => {
  const socket = openAndGreet();
  socket.serverSays({ type: "delta", turn: "t1", text: "Let the soil " });
  socket.serverSays({ type: "delta", turn: "t1", text: "dry." });
  expect(texts(".now .row:not([hidden]) .bubble")).toEqual(["Let the soil dry."]);
  const content = { type: "text", text: "Let the soil dry." };
  socket.serverSays({ type: "message", seq: 2, author: "bot", content, turn: "t1" });
  expect(texts(".now .row:not([hidden]) .bubble")).toEqual([]);
});

test("it shows dots from the sending until the turn is done, and never for ever", () => {
  const socket = openAndGreet();
  socket.serverSays({ type: "turn_done", turn: "t0", seq: 1 });
  expect(find(".dots").hidden).toBe(true);
  write("Hello");
  press("Enter");
  expect(find(".dots").hidden).toBe(false);
  const id = sentMessages(socket)[0]?.client_msg_id ?? "";
  socket.serverSays({ type: "ack", client_msg_id: id, seq: 2 });
  expect(find(".dots").hidden).toBe(false);
  vi.advanceTimersByTime(40_000);
  expect(find(".dots").hidden).toBe(true);
});

test("it greets beside the launcher until the visitor sends the words away, and not again", () => {
  element.remove();
  element = place({ greeting: "Need help?" });
  expect(find(".greeting").hidden).toBe(false);
  expect(find(".say").textContent).toBe("Need help?");
  button("Dismiss this message").click();
  expect(find(".greeting").hidden).toBe(true);
  element.remove();
  element = place({ greeting: "Need help?" });
  expect(find(".greeting").hidden).toBe(true);
  element.remove();
  element = place({ greeting: "New: gift cards" });
  expect(find(".greeting").hidden).toBe(false);
});

test("it opens by its greeting and does not repeat it when it is closed again", () => {
  element.remove();
  element = place({ greeting: "Need help?" });
  find(".say").click();
  expect(find(".launcher").getAttribute("aria-expanded")).toBe("true");
  expect(find(".greeting").hidden).toBe(true);
  element.close();
  expect(find(".greeting").hidden).toBe(true);
});

test("it has nothing beside the launcher without a greeting", () => {
  expect(find(".greeting").hidden).toBe(true);
});

test.each([
  ["left", "ltr", true],
  ["right", "ltr", false],
  ["left", "rtl", false],
  ["right", "rtl", true],
] as const)("it stands %s on a page that reads %s", (position, direction, atStart) => {
  document.documentElement.style.direction = direction;
  element.wear({ position });
  expect(find(".frame").classList.contains("at-start")).toBe(atStart);
  document.documentElement.style.direction = "";
});

test("it takes on another look in the middle of a chat", () => {
  openAndGreet();
  element.wear({ name: "Fern", accent: "#123456", language: "de" });
  expect(texts(".who > *")).toEqual(["Fern", "Automatischer Assistent"]);
  expect(texts(".log .bubble")).toEqual(["What can I do for you?"]);
  expect(find(".frame").style.getPropertyValue("--accent")).toBe("#123456");
  expect(find(".launcher").getAttribute("aria-expanded")).toBe("true");
});
