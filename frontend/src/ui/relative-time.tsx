import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TICK_MS = 20_000;

/** One clock for the whole page: a thousand rows need no thousand timers. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const readNow = () => now;

/** Relative under a day ("5 min. ago"), a date after that. */
export function relativeWords(at: Date, from: number, language: string, justNow: string): string {
  const age = Math.max(0, from - at.getTime());
  if (age < MINUTE) return justNow;
  if (age >= DAY) return new Intl.DateTimeFormat(language, dateStyle(at, from)).format(at);
  const words = new Intl.RelativeTimeFormat(language, { style: "short", numeric: "always" });
  return age < HOUR
    ? words.format(-Math.floor(age / MINUTE), "minute")
    : words.format(-Math.floor(age / HOUR), "hour");
}

function dateStyle(at: Date, from: number): Intl.DateTimeFormatOptions {
  const sameYear = at.getFullYear() === new Date(from).getFullYear();
  return { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) };
}

interface RelativeTimeProps {
  /** ISO 8601, as the API gives it. */
  at: string;
  className?: string;
}

/** When it was; the full date and time on hover. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const { t, i18n } = useTranslation("common");
  const date = new Date(at);
  const from = Math.max(useSyncExternalStore(subscribe, readNow), date.getTime());
  return (
    <time dateTime={at} title={date.toLocaleString(i18n.language)} className={className}>
      {relativeWords(date, from, i18n.language, t("time.now"))}
    </time>
  );
}
