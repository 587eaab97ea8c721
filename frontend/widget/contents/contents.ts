/**
 * The second script: what most chats never show. It draws contents into the thread, and what
 * answers them below it. Fetched when the first of them comes.
 */

import type { Content } from "../../wire/frames.gen";
import type { Words } from "../i18n";
import type { Said } from "../thread";
import { drawCards } from "./cards";
import { drawConsent } from "./consent";
import style from "./contents.css?inline";
import { askDate } from "./date";
import { askFile } from "./file-request";
import { askForm } from "./form";
import { askPlace } from "./location-request";
import { drawMedia } from "./media";
import { askChoices } from "./picks";
import { askRating } from "./rating";
import { drawSources } from "./sources";
import type { Upload } from "./upload";

/** What a drawing needs of the chat around it. */
export interface Tools {
  readonly words: Words;
  /** The server that addresses without a host are on. */
  readonly origin: string;
  say(said: Said): void;
  /** Let the server keep a file. */
  readonly upload: Upload;
}

export { uploadTo } from "./upload";
export { style };

type Drawers = {
  readonly [T in Content["type"]]?: (
    content: Extract<Content, { type: T }>,
    tools: Tools,
  ) => HTMLElement | null;
};

const drawn: Drawers = {
  media: drawMedia,
  cards: drawCards,
  sources: drawSources,
  consent: drawConsent,
};

const asked: Drawers = {
  text: askChoices,
  rating: askRating,
  date: askDate,
  form: askForm,
  file_request: askFile,
  location_request: askPlace,
};

/** Draw what a message shows; null when nothing of it can be shown. */
export function draw(content: Content, tools: Tools): HTMLElement | null {
  return by(drawn, content, tools);
}

/** Draw what answers a message; null when only words do. */
export function ask(content: Content, tools: Tools): HTMLElement | null {
  return by(asked, content, tools);
}

function by(drawers: Drawers, content: Content, tools: Tools): HTMLElement | null {
  const drawer = drawers[content.type] as
    | ((content: Content, tools: Tools) => HTMLElement | null)
    | undefined;
  return drawer?.(content, tools) ?? null;
}
