/** The texts by area and language; English says which keys there are. */

import type common from "./locales/en/common.json";
import type console from "./locales/en/console.json";
import type designer from "./locales/en/designer.json";
import type snippet from "./locales/en/snippet.json";

export interface Areas {
  common: typeof common;
  designer: typeof designer;
  console: typeof console;
  snippet: typeof snippet;
  /** By the English words, which the server says. */
  blocks: Readonly<Record<string, string>>;
}

export type Area = keyof Areas;

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** An area's texts in every language, so that none can be forgotten. */
export type Texts<Name extends Area> = Record<Language, Areas[Name]>;
