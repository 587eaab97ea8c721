import { linkedText } from "../../content/linked-text";
import { h, svg } from "../../content/markup";
import { type Author, wordsOf } from "../../wire/frames";
import type { Content } from "../../wire/frames.gen";
import type { Words } from "../i18n";
import type { ChatTools, SecondScript } from "./second-script";

export type Delivery = "sent" | "pending" | "failed";

/** One entry of the thread: a message, or the visitor's words on their way. */
export interface Entry {
  readonly key: string;
  readonly author: Author;
  readonly content: Content;
  readonly name: string | undefined;
  readonly delivery: Delivery;
  /** Its words stood here already: it does not come, it stays. */
  readonly written?: boolean | undefined;
}

/** What is more than words in the thread; what asks for something does so below it. */
const DRAWN_BY_SECOND = ["media", "cards", "sources", "consent"];

/** Draw an entry; null when nothing of it can be shown. */
export function drawEntry(
  entry: Entry,
  second: SecondScript,
  tools: ChatTools,
): HTMLElement | null {
  const { content } = entry;
  if (content.type === "divider") {
    return h("p", { class: "divider" }, h("span", {}, tools.words.newConversation));
  }
  if (DRAWN_BY_SECOND.includes(content.type)) return drawLater(entry, second, tools);
  const text = wordsOf(content);
  return text ? drawRow(entry, tools.words, bubble(text)) : null;
}

/** A row that keeps its place until the second script has drawn it; without that, its words. */
function drawLater(entry: Entry, second: SecondScript, tools: ChatTools): HTMLElement {
  const row = drawRow(entry, tools.words);
  row.hidden = true;
  const show = (drawn: HTMLElement | null) => {
    row.append(drawn ?? bubble(inWords(entry.content)));
    row.hidden = false;
  };
  second.load().then(
    ({ draw }) => show(draw(entry.content, tools)),
    () => show(null),
  );
  return row;
}

function drawRow(entry: Entry, words: Words, ...drawn: readonly HTMLElement[]): HTMLElement {
  const row = h("div", { class: "row", "data-author": entry.author });
  row.classList.toggle("written", entry.written === true);
  if (entry.author === "visitor") row.append(h("span", { class: "unseen" }, `${words.you}: `));
  if (entry.author === "agent") row.append(h("span", { class: "name" }, entry.name ?? words.team));
  row.append(...drawn);
  return row;
}

function bubble(text: string): HTMLElement {
  return h("div", { class: "bubble" }, h("p", { dir: "auto" }, linkedText(text)));
}

/** What a content says where it cannot be drawn. */
function inWords(content: Content): string {
  if (content.type === "cards") return content.cards.map(({ title }) => title).join("\n");
  if (content.type === "sources") return content.sources.map(({ title }) => title).join("\n");
  if (content.type === "media" && !content.text) return content.name || content.url;
  return wordsOf(content);
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
