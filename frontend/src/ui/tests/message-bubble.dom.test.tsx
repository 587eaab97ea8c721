import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Content } from "../../../wire/frames.gen";
import "../../i18n";
import { MessageBubble } from "../message-bubble";

afterEach(cleanup);

const CHOICES = [
  { id: "yes", title: "I agree" },
  { id: "no", title: "No" },
];

function show(content: Content, more: Partial<Parameters<typeof MessageBubble>[0]> = {}) {
  return render(<MessageBubble author="bot" content={content} {...more} />);
}

/** What the widget has drawn into the message. */
function drawn(container: HTMLElement): ShadowRoot {
  const host = [...container.querySelectorAll("div")].find((one) => one.shadowRoot);
  if (!host?.shadowRoot) throw new Error("nothing is drawn");
  return host.shadowRoot;
}

test("a picture is shown as the visitor sees it, without an empty bubble", () => {
  const { container } = show({
    type: "media",
    kind: "image",
    url: "https://shop.example/fern.jpg",
    name: "A fern",
    text: "Ours",
  });
  expect(drawn(container).querySelector("img")?.alt).toBe("A fern");
  expect(container.querySelector("p")).toBeNull();
});

test("what was taken out of a message stands as a label, other brackets as they are", () => {
  const content = { type: "text", text: "My [card number] is [new]" } as const;
  const labels = ["card number"];
  const { container } = show(content, { author: "visitor", labels, mark: "Stopped by a policy" });
  expect(screen.getByText("card number", { exact: false, selector: "span" })).toBeTruthy();
  expect(container.textContent).not.toContain("[card number]");
  expect(container.textContent).toContain("is [new]");
  expect(screen.getByText("Stopped by a policy")).toBeTruthy();
});

test("the buttons of cards stand below them, the picked one marked", () => {
  const cards = [{ title: "Fern", choices: [{ id: "fern-take", title: "Take it" }] }];
  const { container } = show({ type: "cards", cards }, { chosen: "fern-take" });
  expect(drawn(container).querySelector("h3")?.textContent).toBe("Fern");
  expect(screen.getByRole("button", { name: /Take it/ }).textContent).toContain("check");
});

test("what was agreed to keeps its link", () => {
  const link = "https://shop.example/privacy";
  show({ type: "consent", text: "May we?", link, choices: CHOICES });
  expect(screen.getByText(/May we\?/).textContent).toBe(`May we?\n${link}`);
});

test("without an answer to give, it says what was asked for", () => {
  const fields = [
    { id: "name", label: "Name", kind: "text" as const },
    { id: "mail", label: "E-mail", kind: "email" as const },
  ];
  show({ type: "form", text: "Who are you?", fields });
  expect(screen.getByText(/Asks for: Name, E-mail/)).toBeTruthy();
});

test("whoever tries the flow answers as a visitor does", () => {
  const onAnswer = vi.fn();
  show({ type: "rating", text: "Well?", style: "stars", choices: CHOICES }, { onAnswer });
  screen.getByRole("button", { name: "No" }).click();
  expect(onAnswer).toHaveBeenCalledWith({ text: "No", choice: "no" });
});

test("a form is filled in where it is tried", () => {
  const onAnswer = vi.fn();
  const fields = [{ id: "name", label: "Name", kind: "text" as const }];
  const { container } = show({ type: "form", text: "Who are you?", fields }, { onAnswer });
  const root = drawn(container);
  const field = root.querySelector("input");
  if (field) field.value = "Ada";
  root.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
  expect(onAnswer).toHaveBeenCalledWith({ text: "Name: Ada", values: { name: "Ada" } });
});
