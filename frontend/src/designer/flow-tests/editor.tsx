import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { SkeletonList } from "../../ui/skeleton";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import { type FlowTest, type Script, withExchange, withoutExchange } from "../api/script";
import { useFlowTools } from "../store/flow-context";
import { EditedExchange } from "./exchange";
import { useTestDeeds } from "./use-tests";

/** What a test says and expects, turn by turn. */
export function TestEditor({ test, onDone }: { test: FlowTest | null; onDone: () => void }) {
  const { t } = useTranslation("designer");
  return (
    <Dialog open={test !== null} onOpenChange={onDone} title={t("tests.edit")}>
      {test && <Fetched key={test.id} test={test} onDone={onDone} />}
    </Dialog>
  );
}

interface EditorProps {
  test: FlowTest;
  onDone: () => void;
}

function Fetched(props: EditorProps) {
  const { api } = useFlowTools();
  const { id } = props.test;
  const { data } = useQuery({
    queryKey: ["tests", id],
    queryFn: () => api.tests.read(id),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return <SkeletonList rows={4} className="h-16" />;
  return <Editor {...props} read={data} />;
}

function Editor({ test, onDone, read }: EditorProps & { read: Script }) {
  const { t } = useTranslation(["designer", "common"]);
  const { change } = useTestDeeds();
  const [name, setName] = useState(test.name);
  const [script, setScript] = useState(read);
  const [busy, setBusy] = useState(false);
  const save = (anew: boolean) => {
    setBusy(true);
    void change(test, name.trim(), script, anew).then(onDone);
  };
  return (
    <div className="flex flex-col gap-4">
      <TextField label={t("tests.name")} maxLength={200} value={name} onValueChange={setName} />
      <Switch
        label={t("tests.withPolicies")}
        help={t("tests.withPoliciesHelp")}
        checked={script.with_policies ?? false}
        onCheckedChange={(with_policies) => setScript({ ...script, with_policies })}
      />
      <ol className="flex flex-col gap-3">
        {script.exchanges.map((exchange, index) => (
          <EditedExchange
            // biome-ignore lint/suspicious/noArrayIndexKey: a turn has no name but its place
            key={index}
            number={index + 1}
            exchange={exchange}
            onChange={(part) => setScript(withExchange(script, index, part))}
            onRemove={
              script.exchanges.length > 1
                ? () => setScript(withoutExchange(script, index))
                : undefined
            }
          />
        ))}
      </ol>
      <p className="text-quiet text-xs">{t("tests.anewHelp")}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{t("common:action.cancel")}</Button>
        <Button icon="replay" disabled={busy || !name.trim()} onClick={() => save(true)}>
          {t("tests.anew")}
        </Button>
        <Button look="primary" loading={busy} disabled={!name.trim()} onClick={() => save(false)}>
          {t("tests.keep")}
        </Button>
      </div>
    </div>
  );
}
