/** One clock for all waiting times of the page; it ticks each second while somebody looks. */

import { useSyncExternalStore } from "react";

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Whole seconds since a moment, never negative: the server's clock may be ahead. */
export function useSecondsSince(at: string): number {
  const read = () => Math.max(0, Math.floor((now - Date.parse(at)) / 1_000));
  return useSyncExternalStore(subscribe, read);
}

/** How long something lasts, in its largest unit: "42 s", "3 min", "2 h". */
export function inWords(seconds: number, language: string): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? (["second", 1] as const);
  const style = { style: "unit", unit, unitDisplay: "short" } as const;
  return new Intl.NumberFormat(language, style).format(Math.floor(seconds / size));
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** The same, ago: "2 sec. ago". */
export function agoInWords(seconds: number, language: string): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? (["second", 1] as const);
  const words = new Intl.RelativeTimeFormat(language, { style: "short", numeric: "always" });
  return words.format(-Math.floor(seconds / size), unit);
}
