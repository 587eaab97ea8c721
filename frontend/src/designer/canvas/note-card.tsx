import { type NodeProps, NodeResizeControl } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { setNote } from "../../graph/notes";
import { NOTE_WIDTH } from "../../graph/types";
import { classes } from "../../ui/classes";
import { Icon } from "../../ui/icon";
import type { NoteNode } from "../store/canvas-nodes";
import { changeOf, mayEdit } from "../store/selectors";
import { useDesigner } from "../store/store";

/** A remark on the canvas, written where it stands. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<NoteNode>) {
  const { t } = useTranslation("designer");
  const { id, text, width, height } = data.note;
  const change = useDesigner(changeOf);
  const editing = useDesigner(mayEdit);
  const box = useFocusWhenNew(editing && selected && text === "");
  const write = (words: string) =>
    change((graph) => setNote(graph, id, { text: words }), `note:${id}`);
  return (
    <div
      className={classes(
        "grid rounded-card border bg-note p-3 pt-2 text-compact text-on-note",
        selected ? "border-action ring-1 ring-action" : "border-needs/30",
      )}
      style={{ width: width ?? NOTE_WIDTH, minHeight: height ?? 0 }}
    >
      <Icon name="sticky_note_2" small className="mb-1" />
      <div
        aria-hidden
        className="invisible col-start-1 row-start-2 whitespace-pre-wrap wrap-anywhere"
      >
        {`${text} `}
      </div>
      <textarea
        ref={box}
        dir="auto"
        value={text}
        readOnly={!editing}
        aria-label={t("note.label")}
        placeholder={editing ? t("note.write") : ""}
        onChange={(event) => write(event.target.value)}
        className="nopan col-start-1 row-start-2 min-h-12 w-full resize-none bg-transparent text-on-note placeholder:text-on-note focus-visible:outline-offset-4"
      />
      {editing && selected && (
        <NodeResizeControl
          minWidth={140}
          minHeight={60}
          style={{ background: "transparent", border: "none" }}
          onResizeEnd={(_, size) =>
            change((graph) => setNote(graph, id, { width: size.width, height: size.height }))
          }
        >
          <Icon name="drag_handle" small className="-translate-x-4 -translate-y-4 -rotate-45" />
        </NodeResizeControl>
      )}
    </div>
  );
});

/** A note that was just added waits for its words. */
function useFocusWhenNew(isNew: boolean) {
  const box = useRef<HTMLTextAreaElement>(null);
  const wasNew = useRef(isNew);
  useEffect(() => {
    if (wasNew.current) box.current?.focus({ preventScroll: true });
  }, []);
  return box;
}
