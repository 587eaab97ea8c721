import { h, iconButton, setText } from "../../content/markup";
import type { Words } from "../i18n";
import type { Thread } from "../thread";

export interface HeaderActions {
  startOver(): void;
  close(): void;
}

/** Who answers, and the two things one can do with the whole chat. */
export class Header {
  readonly element: HTMLElement;
  private readonly face = h("span", { class: "face", "aria-hidden": "true" });
  private readonly title = h("h2", { dir: "auto" });
  private readonly line = h("p", { dir: "auto" });
  private readonly startOver: HTMLButtonElement;

  constructor(
    private readonly workspace: string,
    private readonly words: Words,
    actions: HeaderActions,
  ) {
    this.startOver = iconButton("restart", words.startOver, "quiet", () => actions.startOver());
    const close = iconButton("close", words.close, "quiet", () => actions.close());
    const who = h("div", { class: "who", role: "status" }, this.title, this.line);
    this.element = h("header", {}, this.face, who, this.startOver, close);
  }

  render(thread: Thread): void {
    const agent = thread.handledBy === "agent" ? (thread.agent ?? this.words.team) : null;
    const name = agent ?? this.workspace;
    setText(this.face, [...name][0]?.toUpperCase() ?? "");
    setText(this.title, name);
    setText(this.line, this.subtitle(thread));
    this.startOver.disabled = thread.link !== "online";
  }

  private subtitle({ handledBy }: Thread): string {
    const lines = {
      bot: this.words.assistant,
      waiting: this.words.waiting,
      agent: this.workspace,
    };
    return lines[handledBy];
  }
}
