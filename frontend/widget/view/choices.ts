import { h } from "../../content/markup";
import type { Choice } from "../../wire/frames.gen";
import type { Words } from "../i18n";

/** Draw the buttons of a question, one of which answers it. */
export function drawChoices(
  choices: readonly Choice[],
  words: Words,
  pick: (choice: Choice) => void,
): HTMLElement {
  const buttons = choices.map((choice) => {
    const onclick = () => pick(choice);
    return h("button", { type: "button", class: "choice", dir: "auto", onclick }, choice.title);
  });
  return h("div", { class: "choices", role: "group", "aria-label": words.choose }, ...buttons);
}
