import type { MediaContent } from "../wire/frames.gen";
import { safeAddress } from "./address";
import { clip } from "./icons";
import { linkedText } from "./linked-text";
import { h } from "./markup";
import { size } from "./size";
import type { Tools } from "./tools";

/** Draw a picture, a film, a sound or a file, and the words below it. */
export function drawMedia(content: MediaContent, { origin, language }: Tools): HTMLElement | null {
  const url = safeAddress(content.url, origin);
  if (!url) return null;
  const figure = h("figure", { class: `media ${content.kind}` }, shown[content.kind](content, url));
  if (content.text) figure.append(h("figcaption", { dir: "auto" }, linkedText(content.text)));
  if (content.kind === "file" && content.file) {
    figure.append(h("span", { class: "size" }, size(content.file.bytes, language)));
  }
  return figure;
}

const shown: {
  readonly [K in MediaContent["kind"]]: (content: MediaContent, url: string) => HTMLElement;
} = {
  image: ({ name = "" }, url) => link(url, h("img", { src: url, alt: name, loading: "lazy" })),
  video: ({ name = "" }, url) =>
    h("video", { src: url, "aria-label": name, controls: "", preload: "metadata" }),
  audio: ({ name = "" }, url) =>
    h("audio", { src: url, "aria-label": name, controls: "", preload: "none" }),
  file: ({ name }, url) => {
    const label = h("span", { class: "label", dir: "auto" }, name || lastPart(url));
    return link(url, clip(), label);
  },
};

function link(url: string, ...children: readonly (Node | string)[]): HTMLElement {
  return h("a", { href: url, target: "_blank", rel: "noopener nofollow" }, ...children);
}

function lastPart(url: string): string {
  const { pathname, host } = new URL(url);
  return decodeURI(pathname).split("/").filter(Boolean).at(-1) ?? host;
}
