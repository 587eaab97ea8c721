import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFailure } from "../../i18n/use-failure";
import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { SkeletonList } from "../../ui/skeleton";
import { Switch } from "../../ui/switch";
import type { FlowTest } from "../api/script";
import { PanelHead } from "../parts/panel-head";
import { useFlowTools } from "../store/flow-context";
import { graphOf, mayEdit, showOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import { Coverage } from "./coverage";
import { TestEditor } from "./editor";
import { TestRow } from "./row";
import { useReport, useTestDeeds, useTests } from "./use-tests";

/** The tests of the flow, how they go with what is on the canvas, and what they miss of it. */
export function Tests() {
  const { t } = useTranslation("designer");
  const failure = useFailure();
  const tests = useTests();
  return (
    <>
      <PanelHead title={t("panel.tests")} />
      {tests.isPending && <SkeletonList rows={3} className="mx-4 h-16" />}
      {tests.isError && <Alert>{failure(tests.error)}</Alert>}
      {tests.data?.length === 0 && <NoTests />}
      {tests.data && tests.data.length > 0 && <Listed tests={tests.data} />}
    </>
  );
}

function Alert({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="px-4 pb-3 text-failed text-sm">
      {children}
    </p>
  );
}

function NoTests() {
  const { t } = useTranslation("designer");
  const show = useDesigner(showOf);
  return (
    <EmptyState
      icon="fact_check"
      title={t("tests.none")}
      help={t("tests.noneHelp")}
      action={
        <Button icon="play_arrow" onClick={() => show({ panel: "try" })}>
          {t("panel.try")}
        </Button>
      }
    />
  );
}

function Listed({ tests }: { tests: readonly FlowTest[] }) {
  const failure = useFailure();
  const { data, error } = useReport();
  const [edited, setEdited] = useState<FlowTest | null>(null);
  const outcomes = new Map(data?.report.outcomes.map((outcome) => [outcome.id, outcome]));
  return (
    <>
      <RunAll />
      {error && <Alert>{failure(error)}</Alert>}
      <ul className="flex flex-col px-4">
        {tests.map((test) => (
          <TestRow
            key={test.id}
            test={test}
            outcome={outcomes.get(test.id)}
            onEdit={() => setEdited(test)}
          />
        ))}
      </ul>
      {data && <Coverage coverage={data.report.coverage} />}
      <Requirement />
      <TestEditor test={edited} onDone={() => setEdited(null)} />
    </>
  );
}

function RunAll() {
  const { t } = useTranslation("designer");
  const graph = useDesigner(graphOf);
  const { data, refetch, isFetching } = useReport();
  const { passed = 0, failed = 0 } = data?.report ?? {};
  const changed = data && data.graph !== graph;
  return (
    <div className="flex min-h-9 items-center gap-3 px-4 pb-2">
      <Button icon="play_arrow" loading={isFetching} onClick={() => void refetch()}>
        {t("tests.runAll")}
      </Button>
      <p role="status" className="flex-1 text-compact text-quiet">
        {changed && !isFetching && t("tests.changed")}
        {data && !changed && failed === 0 && t("tests.allPassed", { count: passed })}
        {data && !changed && failed > 0 && t("tests.someFailed", { failed, all: passed + failed })}
      </p>
    </div>
  );
}

function Requirement() {
  const { t } = useTranslation("designer");
  const { api } = useFlowTools();
  const editing = useDesigner(mayEdit);
  const deeds = useTestDeeds();
  const requirement = { queryKey: ["tests", "required"], queryFn: api.tests.required };
  const { data } = useQuery(requirement);
  const [wanted, setWanted] = useState<boolean | null>(null);
  if (data === undefined) return null;
  const require = (required: boolean) => {
    setWanted(required);
    void deeds.require(required).finally(() => setWanted(null));
  };
  return (
    <div className="px-4 py-3">
      <Switch
        label={t("tests.required")}
        checked={wanted ?? data}
        disabled={!editing}
        onCheckedChange={require}
      />
    </div>
  );
}
