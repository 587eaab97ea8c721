/**
 * Tell the style sheet which part of the screen an on-screen keyboard leaves free.
 *
 * Phones lay the keyboard over the page without resizing it; only `visualViewport` knows.
 */
export function fitToVisibleScreen(element: HTMLElement): void {
  const visible = window.visualViewport;
  if (!visible) return;
  const measure = () => {
    element.style.setProperty("--visible-height", `${visible.height}px`);
    element.style.setProperty("--visible-top", `${visible.offsetTop}px`);
  };
  visible.addEventListener("resize", measure);
  visible.addEventListener("scroll", measure);
  measure();
}
