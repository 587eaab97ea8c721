import { h, svg } from "../../content/markup";
import type { Words } from "../i18n";

/** The round button at the edge of the page. */
export class Launcher {
  readonly element: HTMLButtonElement;

  constructor(
    private readonly words: Words,
    onclick: () => void,
  ) {
    this.element = h("button", { type: "button", class: "launcher", onclick });
    this.render(false, false);
  }

  render(open: boolean, unread: boolean): void {
    const { words, element } = this;
    const label = open ? words.close : unread ? words.newMessages : words.open;
    if (element.getAttribute("aria-label") === label) return;
    element.setAttribute("aria-label", label);
    element.setAttribute("aria-expanded", String(open));
    element.classList.toggle("unread", unread);
    element.replaceChildren(svg(open ? "down" : "chat"));
  }
}
