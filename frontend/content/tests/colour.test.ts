import { expect, test } from "vitest";
import { contrast, DEFAULT_ACCENT, readableOn, textOn, validAccent } from "../colour";

test("it measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(contrast("#ff0000", "#ff0000")).toBe(1);
});

test.each([
  ["#0f766e", "#ffffff"],
  ["#111827", "#ffffff"],
  ["#fde047", "#000000"],
  ["#ffffff", "#000000"],
  ["#ff5a1f", "#000000"],
])("it writes on %s in %s", (accent, text) => {
  expect(textOn(accent)).toBe(text);
  expect(contrast(accent, text)).toBeGreaterThanOrEqual(4.5);
});

const grounds = ["#f3f4f6", "#1f2937"];
const accents = ["#0f766e", "#fde047", "#000000", "#ffffff", "#808080", "#ff0000", "#1f2937"];

test.each(grounds)("it finds a readable shade of any accent on %s", (ground) => {
  for (const accent of accents) {
    expect(contrast(readableOn(ground, accent), ground)).toBeGreaterThanOrEqual(4.5);
  }
});

test("it leaves an accent alone that reads already", () => {
  expect(readableOn("#f3f4f6", "#0f766e")).toBe("#0f766e");
});

test.each([undefined, "", "teal", "#fff", "#12345g", "red;}"])(
  "it takes the default for %s",
  (colour) => {
    expect(validAccent(colour)).toBe(DEFAULT_ACCENT);
  },
);
