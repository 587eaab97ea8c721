import { h } from "../../content/markup";
import { choicesOf } from "../../wire/frames";
import type { Choice, Content } from "../../wire/frames.gen";
import { drawChoices } from "./choices";
import type { ChatTools, SecondScript } from "./second-script";

/** What has more than plain buttons below it to answer it. */
const ASKED_BY_SECOND = ["cards", "form", "rating", "date", "file_request", "location_request"];

/** What answers the last message; gone as soon as it is answered or anything is written. */
export class Question {
  readonly element = h("div", { class: "question" });
  private content: Content | null = null;

  constructor(
    private readonly second: SecondScript,
    private readonly tools: ChatTools,
  ) {
    this.element.hidden = true;
  }

  render(content: Content | null): void {
    if (content === this.content) return;
    this.content = content;
    this.show(content && !needsSecond(content) ? this.buttons(content) : null);
    if (content && needsSecond(content)) this.askLater(content);
  }

  /** What cannot be drawn can still be typed, or picked by its title. */
  private askLater(content: Content): void {
    const show = (drawn: HTMLElement | null) => {
      if (content === this.content) this.show(drawn);
    };
    this.second.load().then(
      ({ ask }) => show(ask(content, this.tools)),
      () => show(this.buttons(content)),
    );
  }

  private buttons(content: Content): HTMLElement | null {
    const choices = choicesOf(content);
    const pick = ({ id, title }: Choice) => this.tools.say({ text: title, choice: id });
    return choices.length > 0 ? drawChoices(choices, this.tools.words, pick) : null;
  }

  private show(drawn: HTMLElement | null): void {
    this.element.hidden = !drawn;
    this.element.replaceChildren(...(drawn ? [drawn] : []));
  }
}

function needsSecond(content: Content): boolean {
  if (ASKED_BY_SECOND.includes(content.type)) return true;
  const pictured = choicesOf(content).some((choice) => choice.image);
  return content.type === "text" && (pictured || content.many === true);
}
