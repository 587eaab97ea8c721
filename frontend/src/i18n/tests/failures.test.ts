import { afterEach, expect, test } from "vitest";
import { ApiError, asApiError, offline } from "../../api/errors";
import { i18next, speak } from "..";
import { failureText } from "../failures";

const t = i18next.getFixedT(null, "common");
afterEach(() => speak("en"));

test("a person reads the server's sentence when it has one", () => {
  const error = new ApiError({ code: "conflict", message: "Ben took this over." }, 409);
  expect(failureText(error, t)).toBe("Ben took this over.");
});

test("a person never reads a status or an exception", () => {
  expect(failureText(asApiError("<h1>", 502), t)).not.toContain("502");
  expect(failureText(new TypeError("x is undefined"), t)).not.toContain("undefined");
});

test("the page speaks the language of the reader, of any region", () => {
  speak("de-AT");
  expect(failureText(offline(), i18next.t)).toContain("Der Server ist nicht erreichbar");
});
