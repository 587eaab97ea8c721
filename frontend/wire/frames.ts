/** What both ends of a socket say; the types are made from the server's models (`npm run api`). */

import type { Choice, Content, Status, ThreadMessage } from "./frames.gen";

export type Author = ThreadMessage["author"];
/** Who answers a visitor. */
export type Handler = Status["handled_by"];

/** The words of a content. The union grows: they stand in for every kind that is not drawn. */
export function wordsOf(content: Content): string {
  return "text" in content && content.text ? content.text : "";
}

/** The buttons of a content, those on its cards too. */
export function choicesOf(content: Content): readonly Choice[] {
  if (content.type === "cards") return content.cards.flatMap(({ choices = [] }) => choices);
  return "choices" in content && content.choices ? content.choices : [];
}
