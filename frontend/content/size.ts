const UNITS = ["B", "kB", "MB", "GB"] as const;

/** Say how large a file is: `1.2 MB`. */
export function size(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const digits = { maximumFractionDigits: step > 1 ? 1 : 0 };
  return `${(bytes / 1_000 ** step).toLocaleString(language, digits)} ${UNITS[step]}`;
}
