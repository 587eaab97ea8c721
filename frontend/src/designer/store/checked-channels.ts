/** For which kinds of channels a flow is checked: those that follow it, and what was chosen here. */

import type { ChannelKind } from "./types";

const KEY = "xin-check-for";

/** Give the kinds to begin with; the choice is kept for all flows of this browser. */
export function checkedAtFirst(channels: readonly ChannelKind[]): readonly string[] {
  const chosen = readChosen();
  return channels
    .filter(({ kind, follows }) => follows || chosen.includes(kind))
    .map(({ kind }) => kind);
}

/** Keep the choice for the next flow that is opened here. */
export function storeChecked(kinds: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kinds));
  } catch {
    // A full or forbidden storage only forgets the choice.
  }
}

function readChosen(): readonly unknown[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}
