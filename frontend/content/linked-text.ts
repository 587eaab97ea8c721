import { h } from "./markup";

const ADDRESS = /\b(?:https?:\/\/|mailto:)[\p{L}\p{N}][^\s<>"]*/giu;

/** The text with its web and mail addresses as links. Any other scheme stays plain text. */
export function linkedText(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(match[0]);
    fragment.append(text.slice(end, match.index), link(address));
    end = match.index + address.length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

/** A sentence's own full stop, or the bracket around an address, is not part of it. */
function withoutPunctuation(address: string): string {
  const trimmed = address.replace(/[.,;:!?'*\]}]+$/, "");
  const opened = trimmed.split("(").length;
  const closed = trimmed.split(")").length;
  const unopened = trimmed.endsWith(")") && closed > opened;
  return unopened ? withoutPunctuation(trimmed.slice(0, -1)) : trimmed;
}

function link(address: string): HTMLAnchorElement {
  const shown = address.replace(/^mailto:/i, "");
  return h("a", { href: address, target: "_blank", rel: "noopener nofollow" }, shown);
}
