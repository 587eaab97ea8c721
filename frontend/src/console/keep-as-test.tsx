import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { failureText } from "../i18n/failures";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { IconButton } from "../ui/icon-button";
import { Menu } from "../ui/menu";
import { TextField } from "../ui/text-field";
import { showToast } from "../ui/toast-store";
import { useConversationApi } from "./api";

/** The menu of a conversation: it becomes a test of the flow that led it. */
export function KeepAsTest({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Menu
        trigger={<IconButton icon="more_vert" label={t("test.more")} />}
        items={[
          { label: t("test.keep"), icon: "playlist_add_check", onSelect: () => setOpen(true) },
        ]}
      />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("test.keep")}
        description={t("test.help")}
      >
        {open && <Named id={id} onDone={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Named({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation(["console", "common"]);
  const [name, setName] = useState("");
  const { keep, busy, failure } = useKeep(id, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) keep(name.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label={t("test.name")}
        placeholder={t("test.example")}
        maxLength={200}
        value={name}
        onValueChange={setName}
        error={failure}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("common:action.cancel")}</Button>
        <Button look="primary" type="submit" loading={busy} disabled={!name.trim()}>
          {t("test.keep")}
        </Button>
      </div>
    </form>
  );
}

function useKeep(id: string, onDone: () => void) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation("common");
  const { keepAsTest } = useConversationApi();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const keep = (name: string) => {
    setBusy(true);
    setFailure("");
    void keepAsTest(id, name)
      .then(() => {
        showToast(t("test.kept", { name }));
        onDone();
      })
      .catch((error: unknown) => setFailure(failureText(error, common)))
      .finally(() => setBusy(false));
  };
  return { keep, busy, failure };
}
