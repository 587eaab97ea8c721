import { h, iconButton } from "../../content/markup";
import type { Words } from "../i18n";
import type { Storage } from "../storage";

/** A few words beside the launcher, until the visitor opens the chat or sends them away. */
export class Greeting {
  readonly element: HTMLElement;

  constructor(
    private readonly text: string,
    words: Words,
    private readonly storage: Storage,
    open: () => void,
  ) {
    const say = h("button", { type: "button", class: "say", dir: "auto", onclick: open }, text);
    const dismiss = iconButton("close", words.dismiss, "quiet", () => this.answered());
    this.element = h("div", { class: "greeting" }, say, dismiss);
  }

  /** Not to be said again in this browser; other words will be. */
  answered(): void {
    if (this.text) this.storage.greeted = this.text;
    this.element.hidden = true;
  }

  render(chatIsOpen: boolean): void {
    this.element.hidden = chatIsOpen || !this.text || this.storage.greeted === this.text;
  }
}
