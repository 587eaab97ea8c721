/** The script of the snippet: reads its own tag, asks how to look, puts the launcher there. */

import { Connection } from "../wire/connection";
import { fetchConfig } from "./api";
import type { ChatEnd } from "./chat";
import { type Embedding, readEmbedding } from "./embedding";
import { Storage } from "./storage";
import { ChatElement } from "./view/chat-element";

type Command = "open" | "close" | "toggle";

interface XinChat {
  (command: Command): void;
  /** Calls the page made through the stub before this script came. */
  q?: readonly ArrayLike<Command>[];
}

/** Which build of the second script belongs to this one. */
declare const __CONTENTS__: string;

declare global {
  interface Window {
    XinChat?: XinChat;
  }
}

async function embed(embedding: Embedding): Promise<void> {
  const config = await fetchConfig(embedding);
  if (!config) return;
  const element = document.createElement("xin-chat") as ChatElement;
  await bodyParsed();
  document.body.append(element);
  takeCommands(element);
  const { origin, socketUrl, storageName } = embedding;
  const dial = (end: ChatEnd) => new Connection(socketUrl, end);
  const contents = () => import(/* @vite-ignore */ `${origin}/contents.js?v=${__CONTENTS__}`);
  element.start(new Storage(storageName), dial, config, { origin, contents });
}

function bodyParsed(): Promise<unknown> | undefined {
  if (document.body) return undefined;
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
}

function takeCommands(element: ChatElement): void {
  const waiting = window.XinChat?.q ?? [];
  const run = (command: Command | undefined) => {
    if (command === "open" || command === "close" || command === "toggle") element[command]();
  };
  window.XinChat = run;
  element.addEventListener("xin:ready", () => {
    for (const call of Array.from(waiting)) run(call[0]);
  });
}

const embedding = readEmbedding(document);
if (!embedding) {
  console.warn("Xin ChatBot: the address of embed.js lacks tenant_id. Copy the snippet again.");
} else if (!customElements.get("xin-chat")) {
  // A second tag on the same page adds no second chat.
  customElements.define("xin-chat", ChatElement);
  void embed(embedding);
}
