import { useTranslation } from "react-i18next";
import { useFlowTools } from "../flow-context";
import { useDesignerStore } from "../store/store";
import { beginTrial, returnToBot, sayInTrial, type TrialWords } from "../store/trial";

/** What can be done in the tried chat. */
export function useTrial() {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const { api } = useFlowTools();
  const words: TrialWords = { newRun: t("try.newRun"), failed: t("try.failed") };
  return {
    begin: () => void beginTrial(store, api, words),
    say: (text: string, choice?: string) =>
      void sayInTrial(store, api, words, choice ? { text, choice } : { text }),
    giveBack: () => void returnToBot(store, api, words),
  };
}
