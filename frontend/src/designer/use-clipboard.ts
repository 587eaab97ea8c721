import { useEffect } from "react";
import { isTyping } from "./parts/hotkeys";
import { deleteSelected, pasteText, selectionAsText } from "./store/commands";
import { type DesignerStore, useDesignerStore } from "./store/store";

/** Copy, cut and paste blocks as text, through the machine's own clipboard. */
export function useClipboard(): void {
  const store = useDesignerStore();
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => copy(event, store);
    const onCut = (event: ClipboardEvent) => {
      if (store.getState().mayEdit && copy(event, store)) deleteSelected(store);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      if (pasteText(store, event.clipboardData?.getData("text/plain") ?? ""))
        event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [store]);
}

function copy(event: ClipboardEvent, store: DesignerStore): boolean {
  const marked = window.getSelection()?.isCollapsed === false;
  const text = isTyping(event.target) || marked ? null : selectionAsText(store.getState());
  if (text === null) return false;
  event.clipboardData?.setData("text/plain", text);
  event.preventDefault();
  return true;
}
