import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ask, draw } from "../../content/contents";
import { addStyle, h } from "../../content/markup";
import type { Tools, VisitorInput } from "../../content/tools";
import type { StoredFile } from "../../content/upload";
import type { Content } from "../../wire/frames.gen";
import style from "./drawing.css?inline";

/** What somebody answers in a try; a file is not sent anywhere, only known. */
export interface TriedInput extends VisitorInput {
  readonly file?: File | undefined;
}

interface DrawingProps {
  content: Content;
  /** What is done with the answer; without it the content is only shown. */
  onAnswer?: ((answer: TriedInput) => void) | undefined;
}

/**
 * A content as the widget draws it, with this page's colours: what stands in the thread, or with
 * `onAnswer` what answers it.
 */
export function Drawing({ content, onAnswer }: DrawingProps) {
  const { i18n } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const answer = useRef(onAnswer);
  answer.current = onAnswer;
  const asks = onAnswer !== undefined;
  useEffect(() => {
    if (!host.current) return;
    const tools = toolsOf(i18n.language, (input) => answer.current?.(input));
    const drawn = (asks ? ask : draw)(content, tools);
    const frame = h("div", { class: "drawing" }, ...(drawn ? [drawn] : []));
    rootOf(host.current).replaceChildren(frame);
  }, [content, asks, i18n.language]);
  return <div ref={host} className="max-w-[min(34rem,85%)] text-sm" />;
}

function rootOf(host: HTMLElement): ShadowRoot {
  if (host.shadowRoot) return host.shadowRoot;
  const root = host.attachShadow({ mode: "open" });
  addStyle(root, style);
  return root;
}

function toolsOf(language: string, say: (answer: TriedInput) => void): Tools {
  let chosen: File | undefined;
  const upload = async (file: File): Promise<StoredFile> => {
    chosen = file;
    return { id: "tried", name: file.name };
  };
  return {
    language,
    origin: location.origin,
    upload,
    say: (input) => say(input.attachment ? { ...input, file: chosen } : input),
  };
}
