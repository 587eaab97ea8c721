import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Failure } from "../flow-tests/failure";
import { Verdict } from "../flow-tests/row";
import { useShow } from "../flow-tests/use-tests";
import { useFlowTools } from "../store/flow-context";
import { useDesignerStore } from "../store/store";

/** Runs the tests on what is to be published; says whether publishing waits for them. */
export function useTestCheck() {
  const { api } = useFlowTools();
  const { graph, purpose } = useDesignerStore().getState();
  const check = async () => {
    const tests = await api.tests.list();
    if (tests.length === 0) return { outcomes: [], stops: false };
    const [report, required] = await Promise.all([api.tests.run(graph), api.tests.required()]);
    return { outcomes: report.outcomes, stops: required && report.failed > 0 };
  };
  const enabled = purpose === "flow";
  const { data } = useQuery({
    queryKey: ["testCheck", graph],
    queryFn: check,
    gcTime: 0,
    retry: false,
    enabled,
  });
  return { outcomes: data?.outcomes ?? [], stops: data?.stops ?? false };
}

/** How the tests went: those that fail side by side, the others as a number. */
export function TestCheck({
  outcomes,
  stops,
  onDone,
}: ReturnType<typeof useTestCheck> & { onDone: () => void }) {
  const { t } = useTranslation("designer");
  const show = useShow();
  const failed = outcomes.filter((outcome) => !outcome.passed);
  const jump = (node: string) => {
    onDone();
    show(node);
  };
  if (outcomes.length === 0) return null;
  return (
    <section>
      <h3 className="pb-1 text-compact">{t("panel.tests")}</h3>
      <p role="status" className="text-sm">
        {failed.length === 0
          ? t("tests.allPassed", { count: outcomes.length })
          : t("tests.someFailed", { failed: failed.length, all: outcomes.length })}{" "}
        {stops && <span className="font-medium text-failed">{t("publish.testsStop")}</span>}
      </p>
      <ul className="flex flex-col">
        {failed.map(({ id, name, difference }) => (
          <li key={id} className="flex flex-col gap-2 py-2">
            <div className="flex items-center gap-2">
              <span dir="auto" className="min-w-0 flex-1 font-medium text-compact text-strong">
                {name}
              </span>
              <Verdict passed={false} />
            </div>
            {difference && <Failure difference={difference} onShow={jump} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
