import type { Words } from "../i18n";
import type { Author, Content } from "../protocol";
import { linkedText } from "./linked-text";
import { h, svg } from "./markup";

export type Delivery = "sent" | "pending" | "failed";

/** One entry of the thread: a message, or the visitor's words on their way. */
export interface Entry {
  readonly key: string;
  readonly author: Author;
  readonly content: Content;
  readonly name: string | undefined;
  readonly delivery: Delivery;
}

/** Draw an entry; null when nothing of it can be shown. */
export function drawEntry(entry: Entry, words: Words): HTMLElement | null {
  if (entry.content.type === "divider") {
    return h("p", { class: "divider" }, h("span", {}, words.newConversation));
  }
  return entry.content.text ? drawBubble(entry, entry.content.text, words) : null;
}

function drawBubble(entry: Entry, text: string, words: Words): HTMLElement {
  const row = h("div", { class: "row", "data-author": entry.author });
  if (entry.author === "visitor") row.append(h("span", { class: "unseen" }, `${words.you}: `));
  if (entry.author === "agent") row.append(h("span", { class: "name" }, entry.name ?? words.team));
  row.append(h("div", { class: "bubble" }, h("p", { dir: "auto" }, linkedText(text))));
  return row;
}

/** Show how far the visitor's words have come, on a row that stays the same element. */
export function showDelivery(
  row: HTMLElement,
  delivery: Delivery,
  words: Words,
  tryAgain: () => void,
): void {
  if (row.dataset.delivery === delivery) return;
  row.dataset.delivery = delivery;
  row.querySelector(".delivery")?.remove();
  if (delivery === "pending") row.append(sendingMark(words));
  if (delivery === "failed") row.append(failedLine(words, tryAgain));
}

function sendingMark(words: Words): HTMLElement {
  const label = h("span", { class: "unseen" }, words.sending);
  return h("span", { class: "delivery sending" }, svg("clock"), label);
}

function failedLine(words: Words, onclick: () => void): HTMLElement {
  const button = h("button", { type: "button", class: "again", onclick }, words.tryAgain);
  return h("p", { class: "delivery failed" }, `${words.notSent} `, button);
}
