/** Elements from code: no HTML string ever meets the page, so no text can become markup. */

type Attributes = { readonly [name: string]: string | ((event: never) => void) };
type Child = Node | string;

/** Make an element; functions are listeners named like `onclick`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") element.setAttribute(name, value);
    else element.addEventListener(name.slice(2), value as EventListener);
  }
  element.append(...children);
  return element;
}

/** A button that carries an icon and whose name only assistive technology reads. */
export function iconButton(
  icon: IconName,
  label: string,
  className: string,
  onclick: () => void,
): HTMLButtonElement {
  const attributes = { class: className, type: "button", "aria-label": label, title: label };
  return h("button", { ...attributes, onclick }, svg(icon));
}

/** Add rules; a constructed sheet passes a policy that forbids inline styles. */
export function addStyle(root: ShadowRoot, rules: string): void {
  if (!("adoptedStyleSheets" in root)) {
    (root as ShadowRoot).append(h("style", {}, rules));
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Set text only when it differs, so that a live region speaks once. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Strokes on a 24 x 24 grid. */
const icons = {
  chat: "M12 3.5c5 0 9 3.3 9 7.5s-4 7.5-9 7.5c-.9 0-1.8-.1-2.6-.3l-4.9 2.3 1.2-3.9C4 15.2 3 13.2 3 11c0-4.2 4-7.5 9-7.5ZM8 11h.01M12 11h.01M16 11h.01",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  down: "M6 9.5l6 6 6-6",
  restart: "M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4.5 8.9M4.5 4.5v4.4h4.4",
  send: "M12 19V5M6 11l6-6 6 6",
  clock: "M12 7.5V12l3 1.8M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z",
};

export type IconName = keyof typeof icons;

export function svg(icon: IconName): SVGElement {
  return drawing(icons[icon]);
}

/** Draw strokes. */
export function drawing(strokes: string): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const element = document.createElementNS(namespace, "svg");
  element.setAttribute("viewBox", "0 0 24 24");
  element.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", strokes);
  element.append(path);
  return element;
}
