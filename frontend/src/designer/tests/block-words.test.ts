import { afterEach, expect, test } from "vitest";
import "../../i18n/designer";
import { speak } from "../../i18n";
import { inOurWords } from "../api/block-words";

afterEach(() => speak("en"));

test("words of blocks are read in the language of the page", () => {
  speak("de-AT");
  expect(inOurWords("A date and a time")).toBe("Ein Datum und eine Uhrzeit");
  expect(inOurWords("A token is about four letters.")).toBe("Ein Token sind etwa vier Buchstaben.");
  speak("en");
  expect(inOurWords("A date and a time")).toBe("A date and a time");
});

test("words of a plug-in stay as they are, whatever signs stand in them", () => {
  speak("de");
  expect(inOurWords("Ship: now. With {{ name }}")).toBe("Ship: now. With {{ name }}");
  expect(inOurWords("")).toBe("");
});
