/** A template in the page: words are text, values are chips that cannot be typed into. */

import { piecesOf, valueMarkup } from "../../graph/template";

const CHIP =
  "mx-px inline-block max-w-full select-all truncate rounded-control bg-tint px-1.5 align-bottom font-medium text-link text-xs leading-5";

function chip(raw: string, shown: string): HTMLElement {
  const element = document.createElement("span");
  element.contentEditable = "false";
  element.dataset.raw = raw;
  element.className = CHIP;
  element.textContent = shown;
  return element;
}

/** Show a template. The last line break lets the caret stand behind a final new line. */
export function writeTemplate(into: HTMLElement, template: string): void {
  const parts = piecesOf(template).map((piece) =>
    piece.kind === "value" ? chip(piece.raw, piece.shown) : document.createTextNode(piece.raw),
  );
  into.replaceChildren(...parts, document.createElement("br"));
}

/** Read the template back; what the browser made of a line break does not matter. */
export function readTemplate(from: HTMLElement): string {
  const text = [...from.childNodes].map(readNode).join("");
  return from.lastChild?.nodeName === "BR" ? text.slice(0, -1) : text;
}

function readNode(node: ChildNode): string {
  if (!(node instanceof HTMLElement)) return (node.textContent ?? "").replaceAll("\u00a0", " ");
  if (node.dataset.raw !== undefined) return node.dataset.raw;
  if (node.nodeName === "BR") return "\n";
  const inside = [...node.childNodes].map(readNode).join("");
  return node.nodeName === "DIV" || node.nodeName === "P" ? `\n${inside}` : inside;
}

/** Give where the caret is inside of a box; null when it is elsewhere. */
export function caretIn(box: HTMLElement): Range | null {
  const selection = window.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  return range && box.contains(range.commonAncestorContainer) ? range.cloneRange() : null;
}

/** Put something at a caret, or at the end. */
function insert(into: HTMLElement, node: Node, range: Range | null): void {
  const selection = window.getSelection();
  if (range && into.contains(range.commonAncestorContainer)) {
    range.deleteContents();
    range.insertNode(node);
  } else {
    into.insertBefore(node, into.lastChild);
  }
  selection?.collapse(node.parentNode, indexOf(node) + 1);
}

const indexOf = (node: Node) => [...(node.parentNode?.childNodes ?? [])].indexOf(node as ChildNode);

/** Insert plain words: pasted ones, or a new line. */
export function insertWords(into: HTMLElement, words: string): void {
  insert(into, document.createTextNode(words), caretIn(into));
}

/** Insert a value by its name, where the caret was before the value was picked. */
export function insertValue(into: HTMLElement, name: string, at: Range | null): void {
  insert(into, chip(valueMarkup(name), name.replaceAll("_", " ")), at);
}
