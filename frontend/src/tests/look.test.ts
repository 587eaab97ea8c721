import { expect, test } from "vitest";

const sources = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!../**/tests/**", "!../**/*.gen.ts"],
  {
    eager: true,
    query: "?raw",
    import: "default",
  },
);
const lines = Object.entries(sources).flatMap(([path, text]) =>
  text.split("\n").map((line) => `${path}: ${line.trim()}`),
);

test("no part knows the value of a colour: only colours.css does", () => {
  expect(lines.length).toBeGreaterThan(500);
  const value = /#(?:[0-9a-f]{3}){1,2}\b|\b(?:rgb|hsl|oklch)a?\(/i;
  expect(lines.filter((line) => value.test(line))).toEqual([]);
});

test("no part knows left from right: texts may run the other way", () => {
  const sided =
    /["\s:](?:-?(?:ml|mr|pl|pr)-|(?:left|right)-|text-(?:left|right)\b|rounded-[lr]-|border-[lr]\b)/;
  expect(lines.filter((line) => line.includes("className") && sided.test(line))).toEqual([]);
});
