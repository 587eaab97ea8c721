import { Panel } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/icon-button";
import { useReach } from "../parts/use-hotkeys";
import { addNoteAt, tidyUp } from "../store/commands";
import { mayEdit, showOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { DesignerState } from "../store/types";

const minimapOf = (state: DesignerState) => state.minimap;
const canUndo = (state: DesignerState) => state.history.past.length > 0;
const canRedo = (state: DesignerState) => state.history.future.length > 0;

/** The buttons on the canvas: undo, tidy up, view. */
export function CanvasTools() {
  const editing = useDesigner(mayEdit);
  return (
    <Panel position="bottom-left" className="flex gap-2">
      {editing && <EditTools />}
      <ViewTools />
    </Panel>
  );
}

const BAR = "flex rounded-card border bg-card p-0.5";

function EditTools() {
  const { t } = useTranslation("designer");
  const reach = useReach();
  const { undo, redo } = reach.store.getState();
  const undoable = useDesigner(canUndo);
  const redoable = useDesigner(canRedo);
  return (
    <div role="toolbar" aria-label={t("tools.edit")} className={BAR}>
      <IconButton
        icon="undo"
        label={t("key.undo")}
        keys="Mod+Z"
        side="top"
        disabled={!undoable}
        onClick={undo}
      />
      <IconButton
        icon="redo"
        label={t("key.redo")}
        keys="Mod+Shift+Z"
        side="top"
        disabled={!redoable}
        onClick={redo}
      />
      <IconButton
        icon="auto_fix_high"
        label={t("key.tidy")}
        keys="Shift+T"
        side="top"
        onClick={() => tidyUp(reach.store)}
      />
      <IconButton
        icon="add_notes"
        label={t("key.note")}
        keys="N"
        side="top"
        onClick={() => addNoteAt(reach.store, reach.centre())}
      />
    </div>
  );
}

function ViewTools() {
  const { t } = useTranslation("designer");
  const reach = useReach();
  const minimap = useDesigner(minimapOf);
  const show = useDesigner(showOf);
  return (
    <div role="toolbar" aria-label={t("tools.view")} className={BAR}>
      <IconButton
        icon="remove"
        label={t("key.zoomOut")}
        keys="-"
        side="top"
        onClick={() => reach.zoom(0.8)}
      />
      <IconButton
        icon="add"
        label={t("key.zoomIn")}
        keys="+"
        side="top"
        onClick={() => reach.zoom(1.25)}
      />
      <IconButton
        icon="fit_screen"
        label={t("key.fit")}
        keys="1"
        side="top"
        onClick={reach.fitView}
      />
      <IconButton
        icon="map"
        label={t("canvas.minimap")}
        side="top"
        pressed={minimap}
        onClick={() => show({ minimap: !minimap })}
      />
      <IconButton
        icon="search"
        label={t("key.find")}
        keys="Mod+F"
        side="top"
        onClick={() => show({ overlay: "commands" })}
      />
      <IconButton
        icon="keyboard"
        label={t("key.help")}
        keys="?"
        side="top"
        onClick={() => show({ overlay: "keys" })}
      />
    </div>
  );
}
