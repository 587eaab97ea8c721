import { choicesOf } from "../../wire/frames";
import type { Choice, Content } from "../../wire/frames.gen";
import type { Tools } from "../contents/contents";
import { drawChoices } from "./choices";
import { h } from "./markup";
import type { SecondScript } from "./second-script";

/** What has more than plain buttons below it to answer it. */
const ASKED_BY_SECOND = ["cards", "form", "rating", "date", "file_request", "location_request"];

/** What answers the last message; gone as soon as it is answered or anything is said. */
export class Question {
  readonly element = h("div", { class: "question" });
  private asked: Content | null = null;

  constructor(
    private readonly second: SecondScript,
    private readonly tools: Tools,
  ) {
    this.element.hidden = true;
  }

  render(asked: Content | null): void {
    if (asked === this.asked) return;
    this.asked = asked;
    this.show(asked && !needsSecond(asked) ? this.buttons(asked) : null);
    if (asked && needsSecond(asked)) this.askLater(asked);
  }

  /** What cannot be drawn can still be typed, or picked by its title. */
  private askLater(asked: Content): void {
    const show = (drawn: HTMLElement | null) => {
      if (asked === this.asked) this.show(drawn);
    };
    this.second.load().then(
      ({ ask }) => show(ask(asked, this.tools)),
      () => show(this.buttons(asked)),
    );
  }

  private buttons(asked: Content): HTMLElement | null {
    const choices = choicesOf(asked);
    const pick = ({ id, title }: Choice) => this.tools.say({ text: title, choice: id });
    return choices.length > 0 ? drawChoices(choices, this.tools.words, pick) : null;
  }

  private show(drawn: HTMLElement | null): void {
    this.element.hidden = !drawn;
    this.element.replaceChildren(...(drawn ? [drawn] : []));
  }
}

function needsSecond(asked: Content): boolean {
  if (ASKED_BY_SECOND.includes(asked.type)) return true;
  const pictured = choicesOf(asked).some((choice) => choice.image);
  return asked.type === "text" && (pictured || asked.many === true);
}
