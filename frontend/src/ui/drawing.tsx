import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ask, draw, type Tools } from "../../widget/contents/contents";
import type { Kept } from "../../widget/contents/upload";
import { wordsFor } from "../../widget/i18n";
import type { Said } from "../../widget/thread";
import { addStyle, h } from "../../widget/view/markup";
import type { Content } from "../../wire/frames.gen";
import style from "./drawing.css?inline";

/** What somebody answers; a file is not sent anywhere, only known. */
export interface Answer extends Said {
  readonly file?: File | undefined;
}

interface DrawingProps {
  content: Content;
  /** What is done with the answer; without it the content is only shown. */
  onAnswer?: ((answer: Answer) => void) | undefined;
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
    const tools = toolsOf(i18n.language, (said) => answer.current?.(said));
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

function toolsOf(language: string, say: (answer: Answer) => void): Tools {
  let chosen: File | undefined;
  const upload = async (file: File): Promise<Kept> => {
    chosen = file;
    return { id: "tried", name: file.name };
  };
  return {
    words: wordsFor(language),
    origin: location.origin,
    upload,
    say: (said) => say(said.attachment ? { ...said, file: chosen } : said),
  };
}
