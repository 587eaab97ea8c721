import { beforeAll, expect, test, vi } from "vitest";

const PAGE = `
  <button data-theme-choice="light">Light</button>
  <button data-theme-choice="dark"><span>Dark</span></button>
  <details data-menu open><summary>Anna</summary><a href="#out">Sign out</a></details>`;

beforeAll(async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn() }));
  document.body.innerHTML = PAGE;
  await import("../main");
});

function find(selector: string): HTMLElement {
  return document.querySelector<HTMLElement>(selector) ?? expect.fail(`no ${selector}`);
}

test("a click on a theme shows it and presses its button", () => {
  find("[data-theme-choice=dark] span").click();
  expect(document.documentElement.classList.contains("dark")).toBe(true);
  const pressed = (theme: string) =>
    find(`[data-theme-choice=${theme}]`).getAttribute("aria-pressed");
  expect([pressed("dark"), pressed("light")]).toEqual(["true", "false"]);
});

test("a menu stays open for a click inside and closes by a click elsewhere", () => {
  const menu = find("details") as HTMLDetailsElement;
  menu.open = true;
  find("details a").click();
  expect(menu.open).toBe(true);
  find("[data-theme-choice=light]").click();
  expect(menu.open).toBe(false);
});

test("a menu closes by Esc", () => {
  const menu = find("details") as HTMLDetailsElement;
  menu.open = true;
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(menu.open).toBe(false);
});
