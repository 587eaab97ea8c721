import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { edgeId, findNode } from "../../graph/lookup";
import { Switch } from "../../ui/switch";
import type { Report } from "../api/script";
import { nameOfBlock } from "../store/block-names";
import { exitsOf } from "../store/commands";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";
import { useShow } from "./use-tests";

type Covered = Report["coverage"];
type Way = Covered["missed"][number];

const shownOf = (state: DesignerState) => state.missed.size > 0;
const showMissedOf = (state: DesignerState) => state.showMissed;

/** How much of the flow the tests come through, in words and, if asked, on the canvas. */
export function Coverage({ coverage }: { coverage: Covered }) {
  const { t } = useTranslation("designer");
  const shown = useDesigner(shownOf);
  const showMissed = useDesigner(showMissedOf);
  useEffect(() => () => showMissed(new Set()), [showMissed]);
  const light = (on: boolean) => showMissed(on ? marksOf(coverage.missed) : new Set());
  return (
    <section className="flex flex-col gap-1 border-b px-4 py-3">
      <h3 className="text-compact">{t("tests.coverage")}</h3>
      <p className="text-sm">
        {t("tests.covered", {
          nodes: coverage.nodes_reached,
          allNodes: coverage.nodes,
          ways: coverage.ways_reached,
          allWays: coverage.ways,
        })}
      </p>
      {coverage.missed.length > 0 && (
        <>
          <div className="max-sm:hidden">
            <Switch label={t("tests.light")} checked={shown} onCheckedChange={light} />
          </div>
          <Missed ways={coverage.missed} />
        </>
      )}
    </section>
  );
}

/** Blocks and paths as the canvas lights them. */
function marksOf(missed: readonly Way[]): ReadonlySet<string> {
  const paths = missed.map(({ node, exit }) => edgeId({ source: node, exit }));
  return new Set([...missed.map(({ node }) => node), ...paths]);
}

function Missed({ ways }: { ways: readonly Way[] }) {
  const { t } = useTranslation("designer");
  return (
    <details className="text-compact">
      <summary className="cursor-pointer py-1 font-medium text-strong">
        {t("tests.missed", { count: ways.length })}
      </summary>
      <ul className="flex flex-col">
        {ways.map((way) => (
          <li key={`${way.node} ${way.exit}`}>
            <MissedWay way={way} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function MissedWay({ way }: { way: Way }) {
  const state = useDesignerStore().getState();
  const show = useShow();
  const node = findNode(state.graph, way.node);
  if (!node) return null;
  const label = exitsOf(state, way.node).find((exit) => exit.id === way.exit)?.label ?? way.exit;
  return (
    <button
      type="button"
      onClick={() => show(way.node)}
      className="w-full rounded-control px-1 py-1 text-start hover:bg-hover"
    >
      <span dir="auto">{nameOfBlock(state, node)}</span>
      <span className="text-quiet"> → {label}</span>
    </button>
  );
}
