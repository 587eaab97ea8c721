import { type RefObject, useEffect, useRef, useState } from "react";
import { type FromPreview, readMessage, type Theme, type ToPreview } from "../../wire/preview";
import type { WidgetConfig } from "../../wire/widget-config";
import type { RehearsalInput, Turn } from "./channel-api";
import { Rehearsal } from "./rehearsal";

interface Shown {
  config: WidgetConfig;
  theme: Theme;
  open: boolean;
}

/**
 * Keep the widget in the frame as the form says, key by key, and let it talk with the flow.
 *
 * `scene` names what is talked about: the saved flow and language. Another one begins anew.
 */
export function usePreview(
  frame: RefObject<HTMLIFrameElement | null>,
  { config, theme, open }: Shown,
  play: (input: RehearsalInput) => Promise<Turn>,
  scene: string,
): void {
  const [visits, setVisits] = useState(0);
  const rehearsal = useRef<Rehearsal | null>(null);
  const played = useRef(scene);
  const listens = visits > 0;

  useEffect(() => {
    rehearsal.current = new Rehearsal(play, (words) =>
      post(frame.current, { type: "frame", frame: words }),
    );
    const onMessage = (event: MessageEvent) => {
      const message = readMessage<FromPreview>(event, frame.current?.contentWindow ?? null);
      if (message?.type === "listening") setVisits((count) => count + 1);
      if (message?.type === "frame") rehearsal.current?.take(message.frame);
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, [frame, play]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a reloaded frame is dressed anew
  useEffect(() => {
    if (listens) post(frame.current, { type: "wear", config });
  }, [frame, visits, listens, config]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (listens) post(frame.current, { type: "theme", theme });
  }, [frame, visits, listens, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (listens) post(frame.current, { type: "open", open });
  }, [frame, visits, listens, open]);

  useEffect(() => {
    if (played.current !== scene) rehearsal.current?.take({ type: "hello" });
    played.current = scene;
  }, [scene]);
}

function post(frame: HTMLIFrameElement | null, message: ToPreview): void {
  frame?.contentWindow?.postMessage(message, window.location.origin);
}
