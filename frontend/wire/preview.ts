/** What the workspace's page and the preview in its frame say to each other. */

import type { ClientFrame, ServerFrame } from "./frames.gen";
import type { WidgetConfig } from "./widget-config";

export type Theme = "light" | "dark";

/** From the workspace: how to look, whether the panel is open, and what the server would say. */
export type ToPreview =
  | { readonly type: "wear"; readonly config: WidgetConfig }
  | { readonly type: "theme"; readonly theme: Theme }
  | { readonly type: "open"; readonly open: boolean }
  | { readonly type: "frame"; readonly frame: ServerFrame };

/** From the preview: it listens from now on, and what the visitor's side would send. */
export type FromPreview =
  | { readonly type: "listening" }
  | { readonly type: "frame"; readonly frame: ClientFrame };

/** Read a message of the other window; null when it comes from anywhere else. */
export function readMessage<Message>(event: MessageEvent, from: Window | null): Message | null {
  const known = event.source === from && event.origin === location.origin;
  return known && typeof event.data?.type === "string" ? (event.data as Message) : null;
}
