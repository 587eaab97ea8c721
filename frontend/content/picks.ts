import type { Choice, TextContent } from "../wire/frames.gen";
import { safeAddress } from "./address";
import { h } from "./markup";
import { sendButton, withError } from "./sending";
import type { Tools } from "./tools";
import { wordsIn } from "./words";

/** Draw choices with pictures, or of which several may be picked. */
export function askChoices(content: TextContent, tools: Tools): HTMLElement {
  return content.many ? askMany(content, tools) : askPictures(content, tools);
}

function askPictures({ choices = [] }: TextContent, { language, origin, say }: Tools): HTMLElement {
  const buttons = choices.map((choice) => {
    const onclick = () => say({ text: choice.title, choice: choice.id });
    return h("button", { type: "button", class: "pick", onclick }, ...faceOf(choice, origin));
  });
  return h(
    "div",
    { class: "picks", role: "group", "aria-label": wordsIn(language).choose },
    ...buttons,
  );
}

/** The answer is the titles between commas: that is how anybody would type it. */
function askMany(
  { text, choices = [] }: TextContent,
  { language, origin, say }: Tools,
): HTMLElement {
  const words = wordsIn(language);
  const boxes = choices.map(({ title }) => h("input", { type: "checkbox", value: title }));
  const labels = choices.map((choice, index) =>
    h("label", { class: "pick" }, boxes[index] as HTMLElement, ...faceOf(choice, origin)),
  );
  const form = h("form", { class: "many", "aria-label": text });
  const send = () => {
    const picked = boxes.filter((box) => box.checked).map((box) => box.value);
    if (picked.length > 0) say({ text: picked.join(", ") });
    return picked.length > 0 ? "" : words.pickOne;
  };
  form.append(h("div", { class: "picks" }, ...labels));
  return withError(form, sendButton(words.send), send);
}

function faceOf({ title, image }: Choice, origin: string): HTMLElement[] {
  const src = safeAddress(image, origin);
  const label = h("span", { dir: "auto" }, title);
  return src ? [h("img", { src, alt: "", loading: "lazy" }), label] : [label];
}
