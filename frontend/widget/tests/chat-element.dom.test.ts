import { expect, test, vi } from "vitest";
import { FakeSocket } from "../../wire/tests/fake-socket";
import { button, chat, find, onAPage, openAndGreet, place, press, texts } from "./page";

onAPage();

test("it opens no socket before the visitor opens the panel", () => {
  expect(FakeSocket.all).toHaveLength(0);
  button("Open chat").click();
  expect(FakeSocket.latest.url).toBe("wss://chat.example/ws/widget?key=pk_1");
});

test("it takes the focus into the composer and gives it back to the launcher", () => {
  openAndGreet();
  expect(chat().shadowRoot?.activeElement).toBe(find("textarea"));
  press("Escape");
  expect(chat().shadowRoot?.activeElement).toBe(find(".launcher"));
  expect(find(".launcher").getAttribute("aria-expanded")).toBe("false");
});

test("it says that the chat is not available where it is refused", () => {
  chat().open();
  FakeSocket.latest.serverOpens();
  FakeSocket.latest.serverCloses(4404);
  expect(find(".notice").textContent).toBe("The chat is not available here.");
  expect(find<HTMLTextAreaElement>("textarea").disabled).toBe(true);
});

test("it keeps the page's own shortcuts quiet while the visitor writes", () => {
  const shortcut = vi.fn();
  document.addEventListener("keydown", shortcut, { once: true });
  openAndGreet();
  press("s");
  expect(shortcut).not.toHaveBeenCalled();
});

test("it greets beside the launcher until the visitor sends the words away, and not again", () => {
  place({ greeting: "Need help?" });
  expect(find(".greeting").hidden).toBe(false);
  expect(find(".say").textContent).toBe("Need help?");
  button("Dismiss this message").click();
  expect(find(".greeting").hidden).toBe(true);
  place({ greeting: "Need help?" });
  expect(find(".greeting").hidden).toBe(true);
  place({ greeting: "New: gift cards" });
  expect(find(".greeting").hidden).toBe(false);
});

test("it opens by its greeting and does not repeat it when it is closed again", () => {
  place({ greeting: "Need help?" });
  find(".say").click();
  expect(find(".launcher").getAttribute("aria-expanded")).toBe("true");
  expect(find(".greeting").hidden).toBe(true);
  chat().close();
  expect(find(".greeting").hidden).toBe(true);
});

test("it has nothing beside the launcher without a greeting", () => {
  expect(find(".greeting").hidden).toBe(true);
});

test.each([
  ["left", "ltr", true],
  ["right", "ltr", false],
  ["left", "rtl", false],
  ["right", "rtl", true],
] as const)("it stands %s on a page that reads %s", (position, direction, atStart) => {
  document.documentElement.style.direction = direction;
  chat().wear({ position });
  expect(find(".frame").classList.contains("at-start")).toBe(atStart);
  document.documentElement.style.direction = "";
});

test("it takes on another look in the middle of a chat", () => {
  openAndGreet();
  chat().wear({ name: "Fern", accent: "#123456", language: "de" });
  expect(texts(".who > *")).toEqual(["Fern", "Automatischer Assistent"]);
  expect(texts(".log .bubble")).toEqual(["What can I do for you?"]);
  expect(find(".frame").style.getPropertyValue("--accent")).toBe("#123456");
  expect(find(".launcher").getAttribute("aria-expanded")).toBe("true");
});
