/** What all forms have in common: one button, and one line for what is wrong. */

import { h, setText } from "./markup";

export function sendButton(label: string): HTMLButtonElement {
  return h("button", { type: "submit", class: "primary" }, label);
}

export function errorLine(): HTMLElement {
  return h("p", { class: "error", role: "alert" });
}

/** Finish a form: `send` gives what is wrong, or nothing when it has sent. */
export function withError(
  form: HTMLFormElement,
  button: HTMLButtonElement,
  send: () => string,
): HTMLFormElement {
  const error = errorLine();
  form.noValidate = true;
  form.append(error, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    setText(error, send());
  });
  return form;
}
