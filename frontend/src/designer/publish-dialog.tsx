import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/errors";
import { useFailure } from "../i18n/use-failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SkeletonList } from "../ui/skeleton";
import { TextField } from "../ui/text-field";
import { showToast } from "../ui/toast-store";
import type { Draft } from "./api/flow-api";
import { FindingList } from "./panels/problems";
import { useRollBack } from "./panels/versions";
import { type Choice, RunningChats } from "./publishing/running-chats";
import { Shadow } from "./publishing/shadow";
import { TestCheck, useTestCheck } from "./publishing/test-check";
import { shownFindings } from "./store/findings";
import { useFlowTools } from "./store/flow-context";
import { overlayOf, showOf } from "./store/selectors";
import { useDesigner, useDesignerStore } from "./store/store";

/** What publishing changes for visitors, and the button that does it. */
export function PublishDialog() {
  const { t } = useTranslation("designer");
  const open = useDesigner(overlayOf) === "publish";
  const show = useDesigner(showOf);
  const close = () => show({ overlay: null });
  return (
    <Dialog open={open} onOpenChange={close} title={t("publish.title")}>
      {open && <Publish onDone={close} />}
    </Dialog>
  );
}

function Publish({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(["designer", "common"]);
  const errors = useDesigner(shownFindings).filter((finding) => finding.severity === "error");
  const [note, setNote] = useState("");
  const [running, setRunning] = useState<Choice>("move");
  const check = useTestCheck();
  const { publish, busy, failure } = usePublish(onDone);
  return (
    <div className="flex flex-col gap-4">
      {errors.length > 0 && (
        <section className="rounded-control bg-failed-soft pt-3">
          <h3 className="px-4 pb-1 text-compact text-failed">
            {t("publish.blocked", { count: errors.length })}
          </h3>
          <FindingList findings={errors} onJump={onDone} />
        </section>
      )}
      <WhatChanges />
      <TestCheck {...check} onDone={onDone} />
      <Shadow />
      <RunningChats chosen={running} onChoose={setRunning} />
      <TextField
        label={t("publish.note")}
        placeholder={t("publish.noteExample")}
        maxLength={500}
        value={note}
        onValueChange={setNote}
      />
      {failure && (
        <p role="alert" className="text-failed text-sm">
          {failure}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("common:action.cancel")}</Button>
        <Button
          look="primary"
          loading={busy}
          disabled={errors.length > 0 || check.stops}
          onClick={() => publish(note, running)}
        >
          {t("publish.action")}
        </Button>
      </div>
    </div>
  );
}

function usePublish(onDone: () => void) {
  const { t } = useTranslation("designer");
  const failureOf = useFailure();
  const { api, saver } = useFlowTools();
  const store = useDesignerStore();
  const rollBack = useRollBack();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const goLive = async (note: string, running_chats: Choice) => {
    await saver.flush();
    const { revision, liveVersion: before, saving, saveState } = store.getState();
    if (saveState !== "saved") return setFailure(t("publish.unsaved"));
    const { number } = await api.publish({ note, revision, running_chats });
    saving({ liveVersion: number });
    showToast(t("versions.live", { number }), before ? () => void rollBack(before) : undefined);
    onDone();
  };
  const refused = (error: unknown) => {
    if (!(error instanceof ApiError && error.status === 409)) return setFailure(failureOf(error));
    store.getState().saving({ saveState: "conflict", theirs: error.current as Draft });
    onDone();
  };
  const publish = (note: string, running: Choice) => {
    setBusy(true);
    setFailure("");
    void goLive(note, running)
      .catch(refused)
      .finally(() => setBusy(false));
  };
  return { publish, busy, failure };
}

function WhatChanges() {
  const { t } = useTranslation("designer");
  const failure = useFailure();
  const { api } = useFlowTools();
  const { graph } = useDesignerStore().getState();
  const changes = useQuery({
    queryKey: ["changes", graph],
    queryFn: () => api.changes(graph),
    gcTime: 0,
  });
  return (
    <section>
      <h3 className="pb-1 text-compact">{t("publish.changes")}</h3>
      {changes.isPending && <SkeletonList rows={2} className="h-5" />}
      {changes.isError && <p className="text-failed text-sm">{failure(changes.error)}</p>}
      {changes.data?.live_version === null && <p className="text-sm">{t("publish.first")}</p>}
      {changes.data && changes.data.live_version !== null && changes.data.changes.length === 0 && (
        <p className="text-sm">{t("publish.same")}</p>
      )}
      <ul className="max-h-48 list-disc overflow-y-auto ps-5 text-sm">
        {changes.data?.changes.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
