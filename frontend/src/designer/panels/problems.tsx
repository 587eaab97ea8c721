import { useTranslation } from "react-i18next";
import { findNode } from "../../graph/lookup";
import { EmptyState } from "../../ui/empty-state";
import { Icon } from "../../ui/icon";
import type { Finding } from "../api/flow-api";
import { PanelHead } from "../parts/panel-head";
import { useReach } from "../parts/use-hotkeys";
import { nameOfBlock } from "../store/block-names";
import { shownFindings, wordsOf } from "../store/findings";
import { useDesigner, useDesignerStore } from "../store/store";
import { CheckedChannels } from "./checked-channels";

/** What stands in the way of publishing, and what is worth a look. */
export function Problems() {
  const { t } = useTranslation("designer");
  const findings = useDesigner(shownFindings);
  return (
    <>
      <PanelHead title={t("panel.problems")} />
      <CheckedChannels />
      {findings.length === 0 ? (
        <EmptyState icon="task_alt" title={t("problems.none")} />
      ) : (
        <FindingList findings={findings} />
      )}
    </>
  );
}

/** Findings in words; a click jumps to the block and opens it. */
export function FindingList({
  findings,
  onJump,
}: {
  findings: readonly Finding[];
  onJump?: () => void;
}) {
  const store = useDesignerStore();
  const reach = useReach();
  const jump = (id: string) => {
    onJump?.();
    reach.reveal(id);
    store.getState().openInspector(id);
  };
  return (
    <ul className="flex flex-col gap-1 px-2 pb-4">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.node} ${finding.message}`}>
          <Row
            finding={finding}
            onClick={finding.node ? () => jump(finding.node ?? "") : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

function Row({ finding, onClick }: { finding: Finding; onClick: (() => void) | undefined }) {
  const { t } = useTranslation("designer");
  const state = useDesignerStore().getState();
  const node = findNode(state.graph, finding.node ?? "");
  const error = finding.severity === "error";
  return (
    <button
      type="button"
      disabled={!onClick}
      onClick={onClick}
      className="flex w-full gap-2 rounded-control p-2 text-start text-compact transition-colors enabled:hover:bg-hover"
    >
      <Icon name={error ? "error" : "warning"} className={error ? "text-failed" : "text-needs"} />
      <span className="flex min-w-0 flex-col">
        <span className="sr-only">{error ? t("problems.error") : t("problems.warning")}</span>
        {node && (
          <span className="truncate font-medium text-strong">{nameOfBlock(state, node)}</span>
        )}
        <span>{wordsOf(finding, t)}</span>
      </span>
    </button>
  );
}
