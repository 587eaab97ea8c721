/** Which of the checker's remarks are told now, and in which words. */

import type { TFunction } from "i18next";
import type { Finding } from "../api/flow-api";
import type { DesignerState } from "./types";

/** A new block is never an error: words that are still missing only count when publishing. */
const PATIENT = "missing_text";

const patient = new WeakMap<readonly Finding[], readonly Finding[]>();

/** Give the remarks to show: all of them once somebody wanted to publish. */
export function shownFindings({ findings, wantsToPublish }: DesignerState): readonly Finding[] {
  if (wantsToPublish) return findings;
  const shown = patient.get(findings) ?? findings.filter((finding) => finding.code !== PATIENT);
  patient.set(findings, shown);
  return shown;
}

/** Give a remark in words; the server names fields by their place in the flow file. */
export function wordsOf(finding: Finding, t: TFunction<"designer">): string {
  return finding.code === PATIENT ? t("problems.missingText") : finding.message;
}
