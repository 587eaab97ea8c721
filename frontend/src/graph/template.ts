/** A text with values in it, as pieces: people see words and chips, the flow file keeps braces. */

export interface Piece {
  readonly kind: "words" | "value";
  /** As it stands in the flow file. */
  readonly raw: string;
  /** As people read it. */
  readonly shown: string;
}

const MARKUP = /\{\{-?([\s\S]*?)-?\}\}|\{%-?([\s\S]*?)-?%\}/g;

/** Cut a template into words and values; joined, their `raw` is the template again. */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(MARKUP)) {
    if (match.index > end) pieces.push(plain(template.slice(end, match.index)));
    const inside = (match[1] ?? match[2] ?? "").trim();
    pieces.push({ kind: "value", raw: match[0], shown: inside.replaceAll("_", " ") });
    end = match.index + match[0].length;
  }
  if (end < template.length) pieces.push(plain(template.slice(end)));
  return pieces;
}

const plain = (words: string): Piece => ({ kind: "words", raw: words, shown: words });

/** Give a template without braces: "Order [order number] is on its way". */
export function readable(template: string): string {
  if (!template.includes("{")) return template;
  return piecesOf(template)
    .map((piece) => (piece.kind === "value" ? `[${piece.shown}]` : piece.shown))
    .join("");
}

/** Give what puts a variable into a text. */
export function valueMarkup(name: string): string {
  return `{{ ${name} }}`;
}
