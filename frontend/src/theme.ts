/** Light, dark or as the machine: one switch for all screens, kept where the administration has it. */

export type Theme = "light" | "dark" | "auto";

const KEY = "adminTheme";
const THEMES: readonly Theme[] = ["light", "dark", "auto"];
const darkMachine = () => window.matchMedia("(prefers-color-scheme: dark)");

/** The person's choice; the administration keeps it as a JSON string. */
export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY)?.replaceAll('"', "");
  return THEMES.find((theme) => theme === stored) ?? "auto";
}

/** Keep a choice and show it at once. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, JSON.stringify(theme));
  showTheme();
}

/** Give the page the class `dark` where that is the choice. */
export function showTheme(): void {
  const theme = readTheme();
  const dark = theme === "dark" || (theme === "auto" && darkMachine().matches);
  document.documentElement.classList.toggle("dark", dark);
}

/** Follow the machine's change of mind, and choices made in other tabs. */
export function followTheme(): void {
  darkMachine().addEventListener("change", showTheme);
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY) showTheme();
  });
}
