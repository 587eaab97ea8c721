/** What the toasts say; parts deep in a screen tell it without knowing where it is shown. */

export interface ToastMessage {
  id: number;
  text: string;
  failed: boolean;
  undo: (() => void) | undefined;
}

let messages: readonly ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function become(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

function show(text: string, failed: boolean, undo?: () => void): void {
  lastId += 1;
  become([...messages, { id: lastId, text, failed, undo }]);
}

/** Say what happened; with `undo` it can be taken back for five seconds. */
export function showToast(text: string, undo?: () => void): void {
  show(text, false, undo);
}

/** Say that something off-screen failed, and what to do. */
export function showFailure(text: string): void {
  show(text, true);
}

/** Take a message away. */
export function forget(id: number): void {
  become(messages.filter((message) => message.id !== id));
}

export const readToasts = () => messages;

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
