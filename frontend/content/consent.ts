import type { ConsentContent } from "../wire/frames.gen";
import { safeAddress } from "./address";
import { linkedText } from "./linked-text";
import { h } from "./markup";
import type { Tools } from "./tools";

/** Draw what is agreed to; it stays in the thread with its link when the answer is given. */
export function drawConsent(
  { text, link, link_title }: ConsentContent,
  { origin }: Tools,
): HTMLElement {
  const bubble = h("div", { class: "bubble" }, h("p", { dir: "auto" }, linkedText(text)));
  const href = safeAddress(link, origin);
  if (href) {
    const attributes = { href, target: "_blank", rel: "noopener nofollow", dir: "auto" };
    bubble.append(h("p", {}, h("a", attributes, link_title || href)));
  }
  return bubble;
}
