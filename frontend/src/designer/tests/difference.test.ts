import { afterAll, beforeAll, expect, test } from "vitest";
import { KINDS, sample } from "../../graph/tests/sample";
import "../../i18n/designer";
import { i18next, speak } from "../../i18n";
import type { Difference } from "../api/script";
import { differenceInWords } from "../flow-tests/difference";
import { createDesignerStore } from "../store/store";

beforeAll(() => speak("de"));
afterAll(() => speak("en"));

const state = createDesignerStore({
  kinds: [...KINDS.values()],
  draft: { revision: 1, graph: sample(), saved_at: "2026-01-01T10:00:00Z", saved_by: null },
  cards: null,
  language: "de",
  mayEdit: true,
  liveVersion: null,
  livePlaces: [],
  channels: [],
  purpose: "flow",
  name: "Sample",
}).getState();

function inWords(difference: Partial<Difference>) {
  const whole = { exchange: 0, node: null, sentence: "In English.", variable: null };
  const t = i18next.getFixedT(null, "designer");
  return differenceInWords(
    { ...whole, expected: "", got: "", ...difference } as Difference,
    state,
    t,
  );
}

test("a path is told by the names of block and exits", () => {
  expect(inWords({ what: "way", node: "menu", expected: "choice_1", got: "other" })).toEqual({
    sentence: "choice soll über „Yes“ verlassen werden, wird aber über „Anything else“ verlassen",
    expected: "Yes",
    got: "Anything else",
  });
  const missed = inWords({ what: "way", node: "gone", expected: "next" }).sentence;
  expect(missed).toContain("Der Baustein „gone“ soll über „next“ verlassen werden, aber der Zug");
});

test("an outcome is told in words on both sides", () => {
  expect(inWords({ what: "outcome", expected: "waiting", got: "blocked" })).toEqual({
    sentence:
      "Es soll so ausgehen: Warten auf den Besucher. Es geht so aus: eine Richtlinie stoppt es",
    expected: "Warten auf den Besucher",
    got: "eine Richtlinie stoppt es",
  });
});

test("values, replies and questions without an answer have German sentences, too", () => {
  const value = inWords({ what: "variable", variable: "order", expected: "1042", got: "" });
  expect(value.sentence).toBe("„order“ soll „1042“ sein, ist aber „“");
  expect(inWords({ what: "reply", expected: "Hallo" }).sentence).toContain("sagt aber nichts");
  expect(inWords({ what: "reply", got: "Hallo" }).sentence).toContain(
    "was der Test nicht erwartet",
  );
  expect(inWords({ what: "not_recorded" }).sentence).toContain("Nimm ihn neu auf");
});
