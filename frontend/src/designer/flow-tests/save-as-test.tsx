import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFailure } from "../../i18n/use-failure";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { IconButton } from "../../ui/icon-button";
import { TextField } from "../../ui/text-field";
import { showToast } from "../../ui/toast-store";
import { scriptOf } from "../api/script";
import { useFlowTools } from "../store/flow-context";
import { mayEdit, trialOf } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";

/** Keeps what was typed in a try; the server records what comes of it. */
export function SaveAsTest() {
  const { t } = useTranslation("designer");
  const { turns, busy } = useDesigner(trialOf);
  const editing = useDesigner(mayEdit);
  const [open, setOpen] = useState(false);
  if (!editing) return null;
  return (
    <>
      <IconButton
        icon="playlist_add_check"
        label={t("tests.save")}
        disabled={busy || turns.length === 0}
        onClick={() => setOpen(true)}
      />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("tests.save")}
        description={t("tests.saveHelp")}
      >
        {open && <Named onDone={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Named({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(["designer", "common"]);
  const { turns } = useDesigner(trialOf);
  const typed = turns.find(({ input }) => input?.text)?.input?.text ?? "";
  const [name, setName] = useState(typed.split("\n")[0]?.slice(0, 60) ?? "");
  const { save, busy, failure } = useSave(onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save(name.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label={t("tests.name")}
        placeholder={t("tests.nameExample")}
        maxLength={200}
        value={name}
        onValueChange={setName}
      />
      {failure && (
        <p role="alert" className="text-failed text-sm">
          {failure}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("common:action.cancel")}</Button>
        <Button look="primary" type="submit" loading={busy} disabled={!name.trim()}>
          {t("tests.save")}
        </Button>
      </div>
    </form>
  );
}

function useSave(onDone: () => void) {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const store = useDesignerStore();
  const queries = useQueryClient();
  const failureOf = useFailure();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const keep = async (name: string) => {
    const { graph, trial, editedLanguage } = store.getState();
    const script = scriptOf(trial.turns, editedLanguage, trial.policyActed);
    await api.tests.add(name, script, graph);
    await queries.invalidateQueries({ queryKey: ["tests"] });
    showToast(t("tests.saved", { name }));
    onDone();
  };
  const save = (name: string) => {
    setBusy(true);
    setFailure("");
    void keep(name)
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => setBusy(false));
  };
  return { save, busy, failure };
}
