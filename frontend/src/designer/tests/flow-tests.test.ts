import { expect, test } from "vitest";
import { lookedAt, looksAt, scriptOf, withExchange, withoutExchange } from "../api/script";
import { lasting } from "../panels/skip-wait";

const TURNS = [
  { cause: "opened", input: null, at: 1_000 },
  { cause: "message", input: { text: "Plants", choice: "plants" }, at: 1_004 },
  { cause: "timer", input: null, at: 8_204 },
];

test("what was done in a try is a script with its times", () => {
  expect(scriptOf(TURNS, "de")).toEqual({
    schema: 1,
    at: 1_000,
    facts: { language: "de" },
    exchanges: [
      { cause: "opened", inputs: [], after: 0 },
      { cause: "message", inputs: [{ text: "Plants", choice: "plants" }], after: 4 },
      { cause: "timer", inputs: [], after: 7_200 },
    ],
  });
});

test("where a policy acted, the test runs between policies", () => {
  expect(scriptOf(TURNS, "en", true)).toMatchObject({ with_policies: true });
});

test("a clock that was set back is no time before the last turn", () => {
  const turns = [TURNS[1], TURNS[0]].filter((one) => one !== undefined);
  expect(scriptOf(turns, "en").exchanges[1]?.after).toBe(0);
});

test("one turn is changed or taken out, the others stay", () => {
  const script = scriptOf(TURNS, "en");
  const changed = withExchange(script, 1, { replies: [{ text: "Here they are." }] });
  expect(changed.exchanges[1]?.replies).toEqual([{ text: "Here they are." }]);
  expect(changed.exchanges[1]?.inputs).toEqual(script.exchanges[1]?.inputs);
  expect(withoutExchange(changed, 0).exchanges).toEqual(changed.exchanges.slice(1));
});

test("a reply that contains nothing may be anything", () => {
  expect(looksAt({ text: "Hello" })).toBe("exact");
  expect(looksAt(lookedAt({ text: "Hello" }, "anything"))).toBe("anything");
  expect(lookedAt({ text: "Hello" }, "contains")).toEqual({ match: "contains", text: "Hello" });
});

test("a wait is told in its largest unit", () => {
  expect(lasting(7_199.6, "en")).toBe("2 hours");
  expect(lasting(86_400, "de")).toBe("1 Tag");
  expect(lasting(90, "en")).toBe("1.5 minutes");
});
