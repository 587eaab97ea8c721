/** A page that carries the widget, and a visitor's hands and eyes on it. */

import { afterEach, beforeEach, vi } from "vitest";
import { Connection } from "../../wire/connection";
import type { Choice, Content, ServerFrame } from "../../wire/frames.gen";
import { FakeSocket } from "../../wire/tests/fake-socket";
import type { WidgetConfig } from "../../wire/widget-config";
import type { ChatEnd } from "../chat";
import { parseEmbedding } from "../embedding";
import { Storage } from "../storage";
import { ChatElement } from "../view/chat-element";
import { message } from "./messages";

customElements.define("xin-chat", ChatElement);

export const CHOICES: readonly Choice[] = [
  { id: "order", title: "Where is my order" },
  { id: "person", title: "Talk to a person" },
];

/** Where the widget comes from. */
export const SERVER = "https://chat.example";

let element: ChatElement;
/** How the second script is fetched; a test may put it out of reach. */
let secondScript = () => import("../../content/contents");

/** From now on the second script cannot be fetched. */
export function loseSecondScript(): void {
  secondScript = () => Promise.reject(new Error("away"));
}

/** Give each test of a file a page of its own. */
export function onAPage(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.install();
    localStorage.clear();
    secondScript = () => import("../../content/contents");
    place();
  });
  afterEach(() => {
    element.remove();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** Load the page, or load it again. */
export function place(look: WidgetConfig = {}): ChatElement {
  element?.remove();
  const embedding = parseEmbedding(`${SERVER}/embed.js?tenant_id=pk_1`);
  if (!embedding) throw new Error("no embedding");
  element = document.createElement("xin-chat") as ChatElement;
  document.body.append(element);
  const dial = (end: ChatEnd) => new Connection(embedding.socketUrl, end);
  const worn = { name: "Mossbird", language: "en", ...look };
  const contents = () => secondScript();
  element.start(new Storage(embedding.storageName), dial, worn, { origin: SERVER, contents });
  return element;
}

export const chat = (): ChatElement => element;

export function find<T extends HTMLElement>(selector: string): T {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

export function texts(selector: string): (string | null)[] {
  return [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map(
    (node) => node.textContent,
  );
}

export function button(name: string, within = ""): HTMLButtonElement {
  const selector = `${within} button`;
  const all = [...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>(selector) ?? [])];
  const named = (one: HTMLButtonElement) => [one.textContent, one.getAttribute("aria-label")];
  const found = all.find((one) => named(one).includes(name));
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

export function press(key: string, more: KeyboardEventInit = {}): void {
  const bubbles = { bubbles: true, composed: true, cancelable: true };
  find("textarea").dispatchEvent(new KeyboardEvent("keydown", { key, ...bubbles, ...more }));
}

export function write(text: string): void {
  const field = find<HTMLTextAreaElement>("textarea");
  field.value = text;
  field.dispatchEvent(new Event("input"));
}

export function say(text: string): void {
  write(text);
  press("Enter");
}

export const greeting = (seq = 1): ServerFrame =>
  message(seq, { type: "text", text: "What can I do for you?", choices: CHOICES });

/** Open and greet: the state in which messages flow. */
export function serverIsReady(seq = 0, conversation_id = "c1"): FakeSocket {
  FakeSocket.latest.serverOpens();
  FakeSocket.latest.serverSays({ type: "ready", token: "t1", conversation_id, seq } as ServerFrame);
  return FakeSocket.latest;
}

export function openAndGreet(): FakeSocket {
  element.open();
  const socket = serverIsReady();
  socket.serverSays(greeting());
  return socket;
}

interface SentMessage {
  type: "message";
  client_msg_id: string;
  text?: string;
  choice?: string;
}

export const sentMessages = (socket: FakeSocket) => socket.sentOf<SentMessage>("message");

/** The bot says it, and the second script has drawn it. */
export async function shown(content: Content): Promise<FakeSocket> {
  const socket = openAndGreet();
  socket.serverSays(message(2, content));
  await settled();
  return socket;
}

/** What was imported is there, and what was due has happened. */
export async function settled(): Promise<void> {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
}

/** All elements of the chat that a selector names. */
export const all = <T extends Element>(selector: string) => [
  ...(chat().shadowRoot?.querySelectorAll<T>(selector) ?? []),
];

/** The steps of a scale. */
export const steps = (count: number) =>
  Array.from({ length: count }, (_, place) => ({
    id: `s${place + 1}`,
    title: `${place + 1} of 5`,
  }));
