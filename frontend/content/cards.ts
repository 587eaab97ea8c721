import type { Card, CardsContent } from "../wire/frames.gen";
import { safeAddress } from "./address";
import { linkedText } from "./linked-text";
import { h } from "./markup";
import type { Tools } from "./tools";
import { wordsIn } from "./words";

/** Draw cards side by side; fingers swipe them, arrow keys scroll them. */
export function drawCards({ cards }: CardsContent, tools: Tools): HTMLElement {
  const items = cards.map((card) => h("li", {}, drawCard(card, tools)));
  const label = wordsIn(tools.language).cards;
  const alone = cards.length === 1 ? " alone" : "";
  // What scrolls has to be reachable by keyboard.
  const scrolls = alone ? {} : { tabindex: "0", "aria-label": label, role: "group" };
  return h("div", { class: `cards${alone}`, ...scrolls }, h("ul", { role: "list" }, ...items));
}

function drawCard(card: Card, { language, origin, say }: Tools): HTMLElement {
  const drawn = h("article", { class: "card" });
  const image = safeAddress(card.image, origin);
  // The title says what the picture shows.
  if (image) drawn.append(h("img", { src: image, alt: "", loading: "lazy" }));
  drawn.append(h("h3", { dir: "auto" }, card.title));
  if (card.text) drawn.append(h("p", { dir: "auto" }, linkedText(card.text)));
  const link = safeAddress(card.link, origin);
  if (link) drawn.append(drawLink(link, card.link_title || new URL(link).host));
  const buttons = (card.choices ?? []).map(({ id, title }) => {
    const onclick = () => say({ text: title, choice: id });
    return h("button", { type: "button", class: "choice", dir: "auto", onclick }, title);
  });
  if (buttons.length > 0) {
    const group = {
      class: "buttons",
      role: "group",
      "aria-label": `${wordsIn(language).choose}: ${card.title}`,
    };
    drawn.append(h("div", group, ...buttons));
  }
  return drawn;
}

function drawLink(href: string, title: string): HTMLElement {
  return h("a", { href, target: "_blank", rel: "noopener nofollow", dir: "auto" }, title);
}
