import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { findNode } from "../../graph/lookup";
import { CARD_WIDTH } from "../../graph/types";
import { useFlowTools } from "../store/flow-context";
import { useDesignerStore } from "../store/store";
import { hotkeyFor, isArrow, isTyping, type Reach, walk } from "./hotkeys";

const QUICK = { duration: 180 };
const READABLE = 0.6;

/** What keys and menus may reach: the store, and the view on it. */
export function useReach(): Reach {
  const store = useDesignerStore();
  const { saver } = useFlowTools();
  const view = useReactFlow();
  const lookAt = (id: string) => {
    const node = findNode(store.getState().graph, id);
    if (!node) return;
    const { x, y } = node.position;
    const zoom = Math.max(view.getZoom(), READABLE);
    void view.setCenter(x + CARD_WIDTH / 2, y + 60, { zoom, ...QUICK });
  };
  return {
    store,
    fitView: () => void view.fitView({ padding: 0.1, maxZoom: 1, ...QUICK }),
    zoom: (by) => void view.zoomTo(view.getZoom() * by, QUICK),
    save: () => void saver.flush(),
    centre: () => view.screenToFlowPosition(middleOfCanvas()),
    lookAt,
    reveal: (id) => {
      lookAt(id);
      focusCard(id);
    },
  };
}

function middleOfCanvas() {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
}

/** A card that stands outside of the view is drawn first. */
function focusCard(id: string): void {
  const focus = () =>
    document
      .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
      ?.focus({ preventScroll: true });
  requestAnimationFrame(() => requestAnimationFrame(focus));
}

/** Listen to the keys of the table. */
export function useHotkeys(): void {
  const reach = useReach();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => !event.defaultPrevented && press(event, reach);
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

function press(event: KeyboardEvent, reach: Reach): void {
  if (isArrow(event.key) && !isTyping(event.target) && !isGrip(event) && isPlain(event)) {
    event.preventDefault();
    walk(reach, event.key);
    return;
  }
  const hotkey = hotkeyFor(event, reach.store.getState().mayEdit);
  if (!hotkey || isPressed(event)) return;
  event.preventDefault();
  hotkey.run?.(reach);
}

const isPlain = (event: KeyboardEvent) =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;

/** Arrows at a grip put a list in order, also in the moment before the drag has heard of them. */
const isGrip = ({ target }: KeyboardEvent) =>
  target instanceof Element && target.closest('[aria-roledescription="sortable"]') !== null;

/** Enter on a button presses the button. */
const isPressed = ({ key, target }: KeyboardEvent) =>
  key === "Enter" && target instanceof Element && target.closest("button, a") !== null;
