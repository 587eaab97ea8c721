import { expect, test } from "vitest";
import { wordsFor } from "../i18n";

test("it speaks the first language of the wishes that it knows", () => {
  expect(wordsFor("de-AT", "en").send).toBe("Senden");
  expect(wordsFor(undefined, "", "fr", "de").send).toBe("Senden");
});

test("it speaks English otherwise", () => {
  expect(wordsFor("fr", "toString").send).toBe("Send");
});
