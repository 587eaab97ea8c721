import type { RatingContent } from "../wire/frames.gen";
import { h } from "./markup";
import type { Tools } from "./tools";
import { wordsIn } from "./words";

const FACES = ["😞", "🙁", "😐", "🙂", "😀"] as const;

/** Draw a scale. Arrow keys walk along it; a click, Enter or the space bar picks. */
export function askRating(content: RatingContent, { language, say }: Tools): HTMLElement {
  const { choices, style } = content;
  const steps = choices.map(({ id, title }, index) => {
    const onclick = () => say({ text: title, choice: id });
    // A row of stars is no name that anybody could listen to.
    const spoken = wordsIn(language).step(index + 1, choices.length);
    const name = style === "numbers" ? title : spoken;
    const attributes = { type: "button", role: "radio", "aria-checked": "false", title: name };
    const button = h("button", { ...attributes, "aria-label": name, onclick });
    button.append(h("span", { "aria-hidden": "true" }, face(content, index)));
    button.tabIndex = index === 0 ? 0 : -1;
    return button;
  });
  const scale = { class: `scale ${content.style}`, role: "radiogroup", "aria-label": content.text };
  const group = h("div", { ...scale, onkeydown: (event: KeyboardEvent) => walk(event, steps) });
  group.append(...steps);
  return h("div", { class: "rating" }, group, ends(content));
}

function face({ style, choices }: RatingContent, index: number): string {
  if (style === "stars") return "★";
  if (style === "numbers") return choices[index]?.title ?? "";
  const share = choices.length > 1 ? index / (choices.length - 1) : 1;
  return FACES[Math.round(share * (FACES.length - 1))] ?? "";
}

function ends({ low, high }: RatingContent): HTMLElement {
  const side = (words: string | undefined) => h("span", { dir: "auto" }, words ?? "");
  const line = h("p", { class: "ends" }, side(low), side(high));
  line.hidden = !low && !high;
  return line;
}

const STEPS: { readonly [key: string]: number } = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

function walk(event: KeyboardEvent, steps: readonly HTMLButtonElement[]): void {
  const by = STEPS[event.key];
  const from = steps.indexOf(event.target as HTMLButtonElement);
  if (!by || from < 0) return;
  event.preventDefault();
  const next = steps[(from + by + steps.length) % steps.length];
  for (const step of steps) {
    step.tabIndex = step === next ? 0 : -1;
    step.ariaChecked = String(step === next);
  }
  next?.focus();
}
