/** What every page of the workspace needs: the look, the theme, small behaviours of its markup. */

import "../app.css";
import { chooseTheme, followTheme, readTheme, showTheme, type Theme } from "../theme";

const themeButtons = () => document.querySelectorAll<HTMLElement>("[data-theme-choice]");

/** Press the button of the theme in use, for eyes and for screen readers. */
function markTheme(): void {
  const theme = readTheme();
  for (const button of themeButtons()) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

function onClick({ target }: MouseEvent): void {
  if (!(target instanceof Element)) return;
  const button = target.closest<HTMLElement>("[data-theme-choice]");
  if (button) {
    chooseTheme(button.dataset.themeChoice as Theme);
    markTheme();
  }
  closeMenus(target);
}

/** A `<details data-menu>` closes by a click elsewhere. */
function closeMenus(except: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape") closeMenus(null);
}

showTheme();
followTheme();
markTheme();
document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
window.addEventListener("storage", markTheme);
