/**
 * The second script: what most chats never show. It draws contents into the thread, and what
 * answers them below it. Fetched when the first of them comes.
 */

import type { Content } from "../wire/frames.gen";
import { drawCards } from "./cards";
import { drawConsent } from "./consent";
import style from "./contents.css?inline";
import { askDate } from "./date";
import { askFile } from "./file-request";
import { askForm } from "./form";
import { askLocation } from "./location-request";
import { drawMedia } from "./media";
import { askChoices } from "./picks";
import { askRating } from "./rating";
import { drawSources } from "./sources";
import type { Tools } from "./tools";

export { uploadTo } from "./upload";
export { style };

type Drawers = {
  readonly [T in Content["type"]]?: (
    content: Extract<Content, { type: T }>,
    tools: Tools,
  ) => HTMLElement | null;
};

const contentDrawers: Drawers = {
  media: drawMedia,
  cards: drawCards,
  sources: drawSources,
  consent: drawConsent,
};

const inputDrawers: Drawers = {
  text: askChoices,
  rating: askRating,
  date: askDate,
  form: askForm,
  file_request: askFile,
  location_request: askLocation,
};

/** Draw what a message shows; null when nothing of it can be shown. */
export function draw(content: Content, tools: Tools): HTMLElement | null {
  return drawBy(contentDrawers, content, tools);
}

/** Draw what answers a message; null when only words do. */
export function ask(content: Content, tools: Tools): HTMLElement | null {
  return drawBy(inputDrawers, content, tools);
}

function drawBy(drawers: Drawers, content: Content, tools: Tools): HTMLElement | null {
  const drawer = drawers[content.type] as
    | ((content: Content, tools: Tools) => HTMLElement | null)
    | undefined;
  return drawer?.(content, tools) ?? null;
}
