import { beforeEach, expect, test, vi } from "vitest";
import { chooseTheme, readTheme, showTheme } from "../theme";

beforeEach(() => {
  localStorage.clear();
  machineIs("light");
});

const isDark = () => document.documentElement.classList.contains("dark");

function machineIs(theme: "light" | "dark"): void {
  vi.stubGlobal("matchMedia", () => ({ matches: theme === "dark", addEventListener: vi.fn() }));
}

test("a choice is kept where the administration looks for it, as it writes it", () => {
  chooseTheme("dark");
  expect(localStorage.getItem("adminTheme")).toBe('"dark"');
  expect(isDark()).toBe(true);
  chooseTheme("light");
  expect(isDark()).toBe(false);
});

test("without a choice the page is as the machine", () => {
  machineIs("dark");
  showTheme();
  expect([readTheme(), isDark()]).toEqual(["auto", true]);
});

test("nonsense in the store is no choice", () => {
  localStorage.setItem("adminTheme", "purple");
  expect(readTheme()).toBe("auto");
});
