import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button";
import { Tests } from "./flow-tests/tests";
import { Inspector } from "./inspector/inspector";
import { Problems } from "./panels/problems";
import { TryPanel } from "./panels/try-panel";
import { Versions } from "./panels/versions";
import { openBlock, panelOf, showOf } from "./store/selectors";
import { useDesigner } from "./store/store";
import type { Panel } from "./store/types";

/** The column at the end: one panel at a time. */
export function SidePanel() {
  const panel = useDesigner(panelOf);
  const block = useDesigner(openBlock);
  if (panel === null || (panel === "inspector" && !block)) return null;
  return (
    <Shell panel={panel}>
      {panel === "inspector" && block ? <Inspector key={block.id} node={block} /> : CONTENT[panel]}
    </Shell>
  );
}

const CONTENT: Record<NonNullable<Panel>, ReactNode> = {
  inspector: null,
  try: <TryPanel />,
  tests: <Tests />,
  versions: <Versions />,
  problems: <Problems />,
};

/** Slides over the canvas where the window is narrow, stands beside it where there is room. */
function Shell({ panel, children }: { panel: NonNullable<Panel>; children: ReactNode }) {
  const { t } = useTranslation("designer");
  const show = useDesigner(showOf);
  return (
    <aside
      data-side-panel
      aria-label={t(`panel.${panel}`)}
      className="absolute inset-y-0 inset-e-0 z-10 flex w-85 max-w-full flex-none flex-col border-s bg-card max-xl:animate-slide-in max-xl:shadow-float max-sm:fixed max-sm:inset-0 max-sm:bottom-(--below) max-sm:z-40 max-sm:w-auto xl:static"
    >
      <IconButton
        icon="close"
        label={t("panel.close")}
        keys="Esc"
        className="absolute! inset-e-2 top-2 z-10"
        onClick={() => show({ panel: null })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  );
}
