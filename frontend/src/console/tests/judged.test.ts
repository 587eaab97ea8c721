import { expect, test } from "vitest";
import type { Schemas } from "../../api/client";
import { judgedIn } from "../use-turns";

function turn(outcome: string, from_seq: number, to_seq: number): Schemas["TurnOut"] {
  const at = "2026-01-01T10:00:00Z";
  const nothing = { hidden: [], steps: [], mails: [] };
  return { turn: `${to_seq}`, cause: "message", outcome, from_seq, to_seq, at, ...nothing };
}

test("the messages of a blocked turn are stopped, those around it are not", () => {
  const { stopped } = judgedIn([turn("waiting", 0, 2), turn("blocked", 2, 4)]);
  expect([2, 3, 4, 5].map(stopped)).toEqual([false, true, true, false]);
});

test("what was taken out is found by the number of its message", () => {
  const hidden = { seq: 3, text: "[card number]", labels: ["card number"] };
  const { hidden: found } = judgedIn([{ ...turn("waiting", 2, 3), hidden: [hidden] }]);
  expect(found.get(3)).toEqual(hidden);
  expect(found.get(2)).toBeUndefined();
});
