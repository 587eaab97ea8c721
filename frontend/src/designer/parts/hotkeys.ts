/** All keys in one table; the help dialog and the listener read the same rows. */

import { neighbour } from "../../graph/order";
import { addNoteAt, deleteSelected, duplicateSelected, selectAll, tidyUp } from "../store/commands";
import type { DesignerStore } from "../store/store";

/** What a key may reach beside the store. */
export interface Reach {
  readonly store: DesignerStore;
  readonly fitView: () => void;
  readonly zoom: (by: number) => void;
  /** Bring a block into the middle of the view. */
  readonly lookAt: (id: string) => void;
  /** The same, with the focus. */
  readonly reveal: (id: string) => void;
  readonly save: () => void;
  readonly centre: () => { x: number; y: number };
}

export type HotkeyName =
  | "undo"
  | "redo"
  | "copy"
  | "cut"
  | "paste"
  | "duplicate"
  | "delete"
  | "selectAll"
  | "save"
  | "find"
  | "commands"
  | "add"
  | "note"
  | "open"
  | "walk"
  | "close"
  | "tidy"
  | "fit"
  | "zoomIn"
  | "zoomOut"
  | "tryIt"
  | "help"
  | "pan"
  | "box";

export interface Hotkey {
  readonly name: HotkeyName;
  /** As `Kbd` writes them; several spellings of one. */
  readonly keys: readonly string[];
  readonly group: "edit" | "canvas" | "flow";
  /** Also while words are typed. */
  readonly everywhere?: boolean;
  /** Only where the draft may be changed. */
  readonly edits?: boolean;
  /** Without it the browser or the canvas does it; the row is for the help. */
  readonly run?: (reach: Reach) => void;
}

const commands = ({ store }: Reach) => store.getState().show({ overlay: "commands" });

export const HOTKEYS: readonly Hotkey[] = [
  {
    name: "undo",
    keys: ["Mod+Z"],
    group: "edit",
    everywhere: true,
    edits: true,
    run: ({ store }) => store.getState().undo(),
  },
  {
    name: "redo",
    keys: ["Mod+Shift+Z", "Mod+Y"],
    group: "edit",
    everywhere: true,
    edits: true,
    run: ({ store }) => store.getState().redo(),
  },
  { name: "copy", keys: ["Mod+C"], group: "edit" },
  { name: "cut", keys: ["Mod+X"], group: "edit", edits: true },
  { name: "paste", keys: ["Mod+V"], group: "edit", edits: true },
  {
    name: "duplicate",
    keys: ["Mod+D"],
    group: "edit",
    edits: true,
    run: ({ store }) => duplicateSelected(store),
  },
  {
    name: "delete",
    keys: ["Delete", "Backspace"],
    group: "edit",
    edits: true,
    run: ({ store }) => deleteSelected(store),
  },
  { name: "selectAll", keys: ["Mod+A"], group: "edit", run: ({ store }) => selectAll(store) },
  {
    name: "add",
    keys: ["/"],
    group: "canvas",
    edits: true,
    run: ({ store }) => store.getState().show({ overlay: "add" }),
  },
  {
    name: "note",
    keys: ["N"],
    group: "canvas",
    edits: true,
    run: ({ store, centre }) => addNoteAt(store, centre()),
  },
  { name: "open", keys: ["Enter"], group: "canvas", run: openSelected },
  { name: "walk", keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], group: "canvas" },
  { name: "close", keys: ["Escape"], group: "canvas", everywhere: true, run: closeTop },
  {
    name: "tidy",
    keys: ["Shift+T"],
    group: "canvas",
    edits: true,
    run: ({ store }) => tidyUp(store),
  },
  { name: "fit", keys: ["1"], group: "canvas", run: ({ fitView }) => fitView() },
  { name: "zoomIn", keys: ["+"], group: "canvas", run: ({ zoom }) => zoom(1.25) },
  { name: "zoomOut", keys: ["-"], group: "canvas", run: ({ zoom }) => zoom(0.8) },
  { name: "pan", keys: ["Space"], group: "canvas" },
  { name: "box", keys: ["Shift"], group: "canvas" },
  {
    name: "save",
    keys: ["Mod+S"],
    group: "flow",
    everywhere: true,
    edits: true,
    run: ({ save }) => save(),
  },
  { name: "commands", keys: ["Mod+K"], group: "flow", everywhere: true, run: commands },
  { name: "find", keys: ["Mod+F"], group: "flow", everywhere: true, run: commands },
  {
    name: "tryIt",
    keys: ["Mod+Enter"],
    group: "flow",
    everywhere: true,
    run: ({ store }) => store.getState().show({ panel: "try" }),
  },
  {
    name: "help",
    keys: ["?"],
    group: "flow",
    run: ({ store }) => store.getState().show({ overlay: "keys" }),
  },
];

function openSelected({ store }: Reach): void {
  const { selected, openInspector } = store.getState();
  if (selected.length === 1 && selected[0]) openInspector(selected[0]);
}

/** Esc closes the top-most thing only. */
function closeTop({ store }: Reach): void {
  const { panel, selected, select, show } = store.getState();
  if (panel) show({ panel: null });
  else if (selected.length > 0) select([]);
}

const ARROWS = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
} as const;

/** Walk to the nearest block in the direction of an arrow. */
export function walk({ store, reveal }: Reach, key: keyof typeof ARROWS): void {
  const { graph, selected, select } = store.getState();
  const next = neighbour(graph, selected[0] ?? "", ARROWS[key]);
  if (!next) return;
  select([next]);
  reveal(next);
}

export const isArrow = (key: string): key is keyof typeof ARROWS => key in ARROWS;

/** Write a pressed key as the table does: `Mod+Shift+Z`. */
export function spelled(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">,
): string {
  const letter = event.key.length === 1 && /[a-z]/i.test(event.key);
  const key = letter ? event.key.toUpperCase() : event.key;
  // A sign such as ? brings its own Shift with it.
  const shift = event.shiftKey && (letter || event.key.length > 1);
  return [event.ctrlKey || event.metaKey ? "Mod" : "", shift ? "Shift" : "", key]
    .filter(Boolean)
    .join("+");
}

/** Find what a key press means; null where it belongs to the field or to nobody. */
export function hotkeyFor(event: KeyboardEvent, mayEdit: boolean): Hotkey | null {
  const found = HOTKEYS.find((hotkey) => hotkey.run && hotkey.keys.includes(spelled(event)));
  if (!found || (found.edits && !mayEdit)) return null;
  return found.everywhere || !isTyping(event.target) ? found : null;
}

/** Is the press for a field, a menu or a dialog? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]",
    ) !== null
  );
}
