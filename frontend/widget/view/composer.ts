import { h, iconButton, setText } from "../../content/markup";
import type { Words } from "../i18n";

/** What the server takes, in characters as people count them. */
export const MAX_CHARACTERS = 4_000;
const COUNT_FROM = 3_800;

export interface ComposerActions {
  say(text: string): void;
  typing(): void;
}

/** Where the visitor writes: Enter sends, Shift and Enter makes a new line. */
export class Composer {
  readonly element: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly count = h("p", { class: "count", role: "status" });
  private readonly button: HTMLButtonElement;

  constructor(
    private readonly words: Words,
    private readonly actions: ComposerActions,
  ) {
    this.field = h("textarea", {
      rows: "1",
      dir: "auto",
      placeholder: words.write,
      "aria-label": words.write,
      enterkeyhint: "send",
      oninput: () => this.edited(),
      onkeydown: (event: KeyboardEvent) => this.pressed(event),
    });
    this.button = iconButton("send", words.send, "send", () => this.send());
    const line = h("div", { class: "line" }, this.field, this.button);
    this.element = h("form", { class: "composer" }, this.count, line);
    this.refresh();
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  disable(): void {
    this.field.disabled = true;
    this.refresh();
  }

  private edited(): void {
    this.refresh();
    if (this.text) this.actions.typing();
  }

  private pressed(event: KeyboardEvent): void {
    // While an input method composes, Enter accepts its suggestion (229 in Safari).
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.send();
  }

  private send(): void {
    if (!this.sendable()) return;
    this.actions.say(this.text);
    this.field.value = "";
    this.refresh();
    this.focus();
  }

  private get text(): string {
    return this.field.value.trim();
  }

  private get left(): number {
    return MAX_CHARACTERS - [...this.text].length;
  }

  private sendable(): boolean {
    return !this.field.disabled && this.text !== "" && this.left >= 0;
  }

  private refresh(): void {
    const { left } = this;
    this.button.disabled = !this.sendable();
    this.count.classList.toggle("over", left < 0);
    const near = left <= MAX_CHARACTERS - COUNT_FROM;
    setText(this.count, near ? (left < 0 ? this.words.over(-left) : this.words.left(left)) : "");
    this.grow();
  }

  private grow(): void {
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${this.field.scrollHeight}px`;
  }
}
