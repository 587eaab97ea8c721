import type { Source, SourcesContent } from "../wire/frames.gen";
import { safeAddress } from "./address";
import { h } from "./markup";
import type { Tools } from "./tools";
import { wordsIn } from "./words";

/** Draw what an answer rests on, folded. */
export function drawSources({ sources }: SourcesContent, tools: Tools): HTMLElement {
  const items = sources.map((source) => drawSource(source, tools.origin));
  const summary = h("summary", {}, wordsIn(tools.language).sources(sources.length));
  return h("details", { class: "sources" }, summary, h("ol", {}, ...items));
}

function drawSource({ title, url, quote }: Source, origin: string): HTMLElement {
  const href = safeAddress(url, origin);
  const attributes = { target: "_blank", rel: "noopener nofollow", dir: "auto" };
  const name = href ? h("a", { href, ...attributes }, title) : h("span", { dir: "auto" }, title);
  return h("li", {}, name, ...(quote ? [h("blockquote", { dir: "auto" }, quote)] : []));
}
