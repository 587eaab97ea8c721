/** Words in several languages. */

import type { FlowGraph, Json, Text } from "./types";

/** Read a value of a config as words; anything but words is no text. */
export function asText(value: Json | undefined): Text {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  return value as Record<string, string>;
}

/** Give the words in exactly this language. A plain string is in the workspace's own language. */
export function wordsIn(text: Text, language: string, own: string): string {
  if (typeof text === "string") return language === own ? text : "";
  return text[language] ?? "";
}

/** Give the words to show: in this language, else in the first that has some. */
export function shownWords(text: Text, language: string): string {
  if (typeof text === "string") return text;
  return text[language]?.trim() ? text[language] : (Object.values(text).find(hasWords) ?? "");
}

const hasWords = (words: string) => words.trim() !== "";

/** Change the words of one language; a second language makes a map of a string. */
export function withWords(text: Text, language: string, own: string, words: string): Text {
  if (typeof text !== "string") return { ...text, [language]: words };
  return language === own ? words : { [own]: text, [language]: words };
}

/** Give the languages that a flow's words are written in, the workspace's own one first. */
export function languagesOf(graph: FlowGraph, own: string): string[] {
  const found = new Set([own]);
  for (const node of graph.nodes) collect(node.config, found);
  return [...found];
}

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

function collect(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (typeof value === "object" && value !== null) collectFrom(value, found);
}

function collectFrom(value: Record<string, Json>, found: Set<string>): void {
  const keys = Object.keys(value);
  if (isTranslated(value)) for (const key of keys) found.add(key);
  else for (const key of keys) collect(value[key] ?? null, found);
}

/** Words per language, not an object of fields: every key is a language, none is a known name. */
function isTranslated(value: Record<string, Json>): boolean {
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([key, words]) => LANGUAGE.test(key) && key !== "id" && typeof words === "string")
  );
}
