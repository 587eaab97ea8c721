/**
 * The widget as visitors get it, inside the workspace's page: the page around it says how it looks
 * and plays the server. Nothing is kept in the browser and no conversation begins.
 */

import type { Line } from "../wire/connection";
import type { ClientFrame } from "../wire/frames.gen";
import { type FromPreview, readMessage, type Theme, type ToPreview } from "../wire/preview";
import type { WidgetConfig } from "../wire/widget-config";
import type { ChatEnd } from "./chat";
import { Storage } from "./storage";
import { ChatElement } from "./view/chat-element";

const workspace = window.parent;

function post(message: FromPreview): void {
  workspace.postMessage(message, location.origin);
}

let listener: ChatEnd | undefined;

/** A line whose other end is the page around this frame. */
function dial(chat: ChatEnd): Line<ClientFrame> {
  listener = chat;
  return {
    open() {
      chat.changed("connecting");
      post({ type: "frame", frame: chat.hello() });
    },
    send(frame) {
      post({ type: "frame", frame });
      return true;
    },
    close: () => chat.changed("idle"),
    restart: () => undefined,
  };
}

customElements.define("xin-chat", ChatElement);
const element = document.createElement("xin-chat") as ChatElement;
let darkRules: CSSMediaRule[] = [];

function wear(config: WidgetConfig): void {
  if (element.isConnected) element.wear(config);
  else place(config);
}

function place(config: WidgetConfig): void {
  document.body.append(element);
  element.start(new Storage("xin:preview", false), dial, config, {
    origin: location.origin,
    contents: () => import("../content/contents"),
    upload: () => refuseFile(config.language),
  });
  const sheets = element.shadowRoot?.adoptedStyleSheets ?? [];
  darkRules = sheets.flatMap((sheet) => [...sheet.cssRules].filter(isDark));
  sheets.push(calm());
}

/** Nobody visits, so there is nobody to keep a file for. */
async function refuseFile(language: string | undefined): Promise<never> {
  const { wordsIn } = await import("../content/words");
  throw new Error(wordsIn(language ?? "").noFilesHere);
}

/** Looks change with every key that is pressed: nothing may rise each time. */
function calm(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".panel.open, .launcher, .greeting, .row { animation: none }");
  return sheet;
}

function isDark(rule: CSSRule): rule is CSSMediaRule {
  return rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme");
}

/** Dark where the machine is light and the other way round: its rules apply, or do not. */
function show(theme: Theme): void {
  document.documentElement.classList.toggle("dark", theme === "dark");
  for (const rule of darkRules) rule.media.mediaText = theme === "dark" ? "all" : "not all";
}

function receive(message: ToPreview): void {
  if (message.type === "wear") wear(message.config);
  if (message.type === "theme") show(message.theme);
  if (message.type === "open") message.open ? element.open(false) : element.close(false);
  if (message.type === "frame") {
    listener?.received(message.frame);
    if (message.frame.type === "ready") listener?.changed("online");
  }
}

window.addEventListener("message", (event) => {
  const message = readMessage<ToPreview>(event, workspace);
  if (message) receive(message);
});
post({ type: "listening" });
