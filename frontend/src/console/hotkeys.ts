/** The keys of the console, one table for the keyboard and for its help. */

export type Command = "next" | "previous" | "done" | "take_over" | "compose" | "help" | "back";

/** A key by where it is on the keyboard: with Alt a Mac types other letters. */
const ALT_KEYS: Readonly<Record<string, Command>> = {
  KeyJ: "next",
  KeyK: "previous",
  KeyE: "done",
  KeyT: "take_over",
  KeyL: "compose",
};

/** As the help shows them. */
export const SHOWN_KEYS: readonly (readonly [Command, string])[] = [
  ["next", "Alt+J"],
  ["previous", "Alt+K"],
  ["take_over", "Alt+T"],
  ["compose", "Alt+L"],
  ["done", "Alt+E"],
  ["back", "Esc"],
  ["help", "?"],
];

/** What a key asks for; letters inside a text belong to the text. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return ALT_KEYS[event.code] ?? null;
  if (event.key === "Escape") return "back";
  return event.key === "?" && !isTextField(event.target) ? "help" : null;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}
