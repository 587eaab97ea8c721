import { useTranslation } from "react-i18next";
import { humanName } from "../../graph/summary";
import { TokensUsed } from "../../ui/tokens-used";
import type { TriedStep } from "../api/flow-api";
import { useReach } from "../parts/use-hotkeys";
import { trialOf } from "../store/selectors";
import { useDesigner, useDesignerStore } from "../store/store";

/** What the last turn did, in sentences, and the values as they are now. */
export function TrialFacts() {
  const { t } = useTranslation("designer");
  const { steps, state } = useDesigner(trialOf);
  const values = Object.entries(state?.variables ?? {});
  if (steps.length === 0) return null;
  return (
    <details className="max-h-2/5 flex-none overflow-y-auto border-t px-4 py-2 text-compact">
      <summary className="cursor-pointer py-1 font-medium text-strong">
        {t("try.steps", { count: steps.length })}
      </summary>
      <ol className="flex flex-col pb-2">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block may be passed twice in one turn
          <TrialStep key={index} step={step} />
        ))}
      </ol>
      {values.length > 0 && <Values values={values} />}
    </details>
  );
}

function TrialStep({ step }: { step: TriedStep }) {
  const state = useDesignerStore().getState();
  const reach = useReach();
  if (step.policy !== null) return <PolicyStep step={step} />;
  return (
    <li>
      <button
        type="button"
        onClick={() => reach.reveal(step.node)}
        className="w-full rounded-control px-1 py-0.5 text-start hover:bg-hover"
      >
        <span className="font-medium text-strong">
          {state.kinds.get(step.kind)?.label ?? step.kind}:{" "}
        </span>
        {step.sentence}
        <TokensUsed {...step} />
      </button>
    </li>
  );
}

/** A step of a live policy; its blocks are not on this canvas. */
function PolicyStep({ step }: { step: TriedStep }) {
  return (
    <li dir="auto" className="px-1 py-0.5 text-quiet">
      <span className="font-medium">{step.policy}: </span>
      {step.sentence}
      <TokensUsed {...step} />
    </li>
  );
}

function Values({ values }: { values: [string, unknown][] }) {
  const { t } = useTranslation("designer");
  return (
    <table className="w-full table-fixed text-xs">
      <caption className="pb-1 text-start font-medium text-strong">{t("try.values")}</caption>
      <tbody>
        {values.map(([name, value]) => (
          <tr key={name} className="border-t">
            <th scope="row" className="truncate py-1 text-start font-normal text-quiet">
              {humanName(name)}
            </th>
            <td dir="auto" className="truncate py-1">
              {value === null ? "–" : String(value)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
