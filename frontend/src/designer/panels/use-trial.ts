import { useTranslation } from "react-i18next";
import type { TriedInput } from "../../ui/drawing";
import { useFlowTools } from "../store/flow-context";
import { judgeInTrial, type Side } from "../store/judging";
import { useDesignerStore } from "../store/store";
import { beginTrial, returnToBot, sayInTrial, skipWait, type TrialWords } from "../store/trial";

/** What can be done in the tried chat. */
export function useTrial() {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const { api } = useFlowTools();
  const words: TrialWords = { newRun: t("try.newRun"), failed: t("try.failed") };
  return {
    begin: () => void beginTrial(store, api, words),
    say: (answer: TriedInput) => void sayInTrial(store, api, words, inputOf(answer)),
    judge: (text: string, side: Side) => void judgeInTrial(store, api, words, text, side),
    skip: () => void skipWait(store, api, words),
    giveBack: () => void returnToBot(store, api, words),
  };
}

/** An answer as the engine reads it; of a file it learns all but what is in it. */
function inputOf({ text, choice, values, file }: TriedInput) {
  const known = file && { id: "tried", name: file.name, media_type: file.type, bytes: file.size };
  return {
    text,
    ...(choice && { choice }),
    ...(values && { values: { ...values } }),
    ...(known && { attachment: known }),
  };
}
