import { type ReactNode, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { rename } from "../graph/nodes";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { Menu } from "../ui/menu";
import { SaveStatus } from "./save-status";
import { shownFindings } from "./store/findings";
import { changeOf, mayEdit, nameOf, panelOf, purposeOf, showOf } from "./store/selectors";
import { useDesigner } from "./store/store";
import type { Panel } from "./store/types";

/** The page's own bar, filled with what this screen does. */
export function TopBar() {
  return (
    <>
      <FlowName />
      <Into id="topbar-actions">
        <SaveStatus />
        <Actions />
      </Into>
    </>
  );
}

function Into({ id, children }: { id: string; children: ReactNode }) {
  const slot = document.getElementById(id);
  return slot ? createPortal(children, slot) : children;
}

/** The title from the server becomes a field that renames the flow. */
function FlowName() {
  const { t } = useTranslation("designer");
  const name = useDesigner(nameOf);
  const change = useDesigner(changeOf);
  const editing = useDesigner(mayEdit);
  const [title] = useState(() => takeTitle(editing));
  if (!title || !editing) return null;
  const write = (words: string) =>
    words.trim() && change((graph) => rename(graph, words.trim()), "name");
  return createPortal(
    <input
      key={name}
      aria-label={t("name.label")}
      dir="auto"
      maxLength={200}
      defaultValue={name}
      onBlur={(event) => write(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      className="field-sizing-content -ms-1 max-w-64 min-w-12 truncate rounded-control bg-transparent px-1 font-semibold text-strong hover:bg-hover"
    />,
    title,
  );
}

/** The words from the server make room for the field, which shows the same ones. */
function takeTitle(editing: boolean): HTMLElement | null {
  const title = document.querySelector<HTMLElement>(".topbar-title");
  if (editing) title?.replaceChildren();
  return title;
}

function Actions() {
  const { t } = useTranslation("designer");
  const panel = useDesigner(panelOf);
  const show = useDesigner(showOf);
  const editing = useDesigner(mayEdit);
  const purpose = useDesigner(purposeOf);
  const toggle = (next: Panel) => show({ panel: panel === next ? null : next });
  return (
    <>
      <ProblemsButton pressed={panel === "problems"} onClick={() => toggle("problems")} />
      {purpose === "flow" && (
        <IconButton
          icon="fact_check"
          label={t("panel.tests")}
          pressed={panel === "tests"}
          className="max-sm:hidden"
          onClick={() => toggle("tests")}
        />
      )}
      <IconButton
        icon="history"
        label={t("panel.versions")}
        pressed={panel === "versions"}
        className="max-sm:hidden"
        onClick={() => toggle("versions")}
      />
      <Button icon="play_arrow" aria-pressed={panel === "try"} onClick={() => toggle("try")}>
        <span className="max-sm:sr-only">{t("panel.try")}</span>
      </Button>
      {editing && (
        <Button look="primary" onClick={() => show({ overlay: "publish", wantsToPublish: true })}>
          {t("publish.action")}
        </Button>
      )}
      <span className="sm:hidden">
        <Menu
          trigger={<IconButton icon="more_vert" label={t("card.more")} />}
          items={(["tests", "versions"] as const)
            .filter((next) => next !== "tests" || purpose === "flow")
            .map((next) => ({
              label: t(`panel.${next}`),
              icon: next === "tests" ? "fact_check" : "history",
              onSelect: () => toggle(next),
            }))}
        />
      </span>
    </>
  );
}

function ProblemsButton({ pressed, onClick }: { pressed: boolean; onClick: () => void }) {
  const { t } = useTranslation("designer");
  const findings = useDesigner(shownFindings);
  const errors = findings.some((finding) => finding.severity === "error");
  const { icon, colour } = LOOK_OF[errors ? "errors" : findings.length ? "warnings" : "none"];
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={`inline-flex min-h-control items-center gap-1 rounded-control px-2 font-medium text-sm tabular-nums hover:bg-hover ${colour}`}
    >
      <Icon name={icon} />
      <span className="max-lg:sr-only">{t("problems.count", { count: findings.length })}</span>
      <span aria-hidden className="lg:hidden">
        {findings.length || ""}
      </span>
    </button>
  );
}

const LOOK_OF = {
  errors: { icon: "error", colour: "text-failed" },
  warnings: { icon: "warning", colour: "text-needs" },
  none: { icon: "task_alt", colour: "text-quiet" },
};
