/** A difference in the language of the page: the server gives data, and a sentence in English. */

import type { TFunction } from "i18next";
import { findNode } from "../../graph/lookup";
import type { Difference } from "../api/script";
import { nameOfBlock } from "../store/block-names";
import { exitsOf } from "../store/commands";
import type { DesignerState } from "../store/types";

type Words = TFunction<"designer">;

/** Both sides, and the sentence that tells of them. */
export interface ToldDifference {
  sentence: string;
  expected: string;
  got: string;
}

/** Tell a difference by the names that blocks and paths have on the canvas. */
export function differenceInWords(
  difference: Difference,
  state: DesignerState,
  t: Words,
): ToldDifference {
  const expected = sideInWords(difference, difference.expected, state, t);
  const got = sideInWords(difference, difference.got, state, t);
  const names = { expected, got, name: difference.variable, block: blockOf(difference, state, t) };
  return { sentence: t(`tests.differs.${caseOf(difference)}`, names), expected, got };
}

function caseOf({ what, expected, got }: Difference) {
  if (what === "reply" && !got) return "silent";
  if (what === "reply" && !expected) return "extra";
  return what === "way" && !got ? "missed" : what;
}

function sideInWords({ what, node }: Difference, side: string, state: DesignerState, t: Words) {
  if (what === "outcome") return t(`tests.ends.${side as "waiting"}`);
  if (what !== "way") return side;
  return exitsOf(state, node ?? "").find((exit) => exit.id === side)?.label ?? side;
}

function blockOf({ node }: Difference, state: DesignerState, t: Words): string {
  const found = findNode(state.graph, node ?? "");
  return found ? nameOfBlock(state, found) : t("tests.differs.gone", { node });
}
