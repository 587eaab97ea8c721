import type { Words } from "../i18n";
import type { Choice } from "../protocol";
import { h } from "./markup";

/** The buttons below the last message; gone as soon as one is picked or anything is said. */
export class Choices {
  readonly element: HTMLElement;
  private shown: readonly Choice[] = [];

  constructor(
    words: Words,
    private readonly pick: (choice: Choice) => void,
  ) {
    this.element = h("div", { class: "choices", role: "group", "aria-label": words.choose });
    this.element.hidden = true;
  }

  render(choices: readonly Choice[]): void {
    if (choices === this.shown) return;
    this.shown = choices;
    this.element.hidden = choices.length === 0;
    this.element.replaceChildren(...choices.map((choice) => this.button(choice)));
  }

  private button(choice: Choice): HTMLElement {
    const onclick = () => this.pick(choice);
    return h("button", { type: "button", class: "choice", dir: "auto", onclick }, choice.title);
  }
}
