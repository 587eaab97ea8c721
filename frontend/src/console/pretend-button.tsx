import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { failureText } from "../i18n/failures";
import { Button } from "../ui/button";
import { showFailure, showToast } from "../ui/toast-store";
import { useConversationApi } from "./api";
import { type PretendEnd, PretendVisitor } from "./pretend-visitor";

/** Sends a visitor who types by script, so that one person alone sees both sides. */
export function PretendButton() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation("common");
  const { pretendVisitor } = useConversationApi();
  const [busy, setBusy] = useState(false);
  const visitor = useRef<PretendVisitor | null>(null);
  useEffect(() => () => visitor.current?.stop(), []);

  const ended = (end: PretendEnd) => {
    setBusy(false);
    if (end === "refused") showFailure(t("pretend.refused"));
  };
  const send = async () => {
    setBusy(true);
    try {
      const visit = await pretendVisitor();
      visitor.current = new PretendVisitor(visit, ended);
      showToast(t("pretend.sent"));
      await visitor.current.play();
    } catch (error) {
      setBusy(false);
      showFailure(failureText(error, common));
    }
  };
  return (
    <Button icon="theater_comedy" loading={busy} onClick={() => void send()}>
      {t("pretend.send")}
    </Button>
  );
}
