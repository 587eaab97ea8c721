import { h } from "../../content/markup";
import type { Chat } from "../chat";
import type { Words } from "../i18n";
import type { Thread } from "../thread";
import { Composer } from "./composer";
import { Header } from "./header";
import type { SecondScript } from "./second-script";
import { fitToVisibleScreen } from "./sheet";
import { ThreadView } from "./thread-view";

/** The opened chat. It is no modal: the page beside it stays in use. */
export class Panel {
  readonly element: HTMLElement;
  private readonly header: Header;
  private readonly bar: HTMLElement;
  private readonly threadView: ThreadView;
  private readonly composer: Composer;

  constructor(
    chat: Chat,
    workspace: string,
    words: Words,
    second: SecondScript,
    close: () => void,
  ) {
    const startOver = () => {
      chat.startOver();
      this.focus();
    };
    this.header = new Header(workspace, words, { close, startOver });
    this.bar = h("p", { class: "bar", role: "status" }, words.connecting);
    this.threadView = new ThreadView(words, second, {
      tryAgain: (id) => chat.tryAgain(id),
      say: (input) => {
        chat.say(input);
        this.focus();
      },
    });
    this.composer = new Composer(words, {
      say: (text) => chat.say({ text }),
      typing: () => chat.typing(),
    });
    const parts = [this.header, this.threadView, this.composer].map((part) => part.element);
    parts.splice(1, 0, this.bar);
    const attributes = { class: "panel", role: "dialog", "aria-label": workspace, tabindex: "-1" };
    this.element = h("section", attributes, ...parts);
    fitToVisibleScreen(this.element);
  }

  render(thread: Thread): void {
    this.header.render(thread);
    this.bar.hidden = thread.link !== "connecting" && thread.link !== "away";
    this.threadView.render(thread);
    if (thread.link === "refused") this.composer.disable();
  }

  show(open: boolean): void {
    this.element.classList.toggle("open", open);
    if (open) this.threadView.toEnd();
  }

  /** To the composer; on touch to the panel, where a keyboard would hide the greeting. */
  focus(): void {
    const touch = window.matchMedia?.("(pointer: coarse)").matches;
    if (touch) this.element.focus({ preventScroll: true });
    else this.composer.focus();
  }
}
