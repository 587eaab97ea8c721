import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { caretIn, insertValue, insertWords, readTemplate, writeTemplate } from "./template-dom";

interface Template {
  value: string;
  single: boolean;
  onValueChange: (template: string) => void;
}

/** Ties a template to the box in the page that shows it: typing, pasting, inserting a value. */
export function useTemplate({ value, single, onValueChange }: Template) {
  const box = useRef<HTMLDivElement>(null);
  const emitted = useRef<string | null>(null);
  const caret = useRef<Range | null>(null);
  useEffect(() => {
    // What was just typed already stands there; only news from elsewhere is written.
    if (box.current && emitted.current !== value) writeTemplate(box.current, value);
    emitted.current = value;
  }, [value]);
  const emit = () => {
    if (!box.current) return;
    emitted.current = readTemplate(box.current);
    onValueChange(emitted.current);
  };
  const add = (insert: (into: HTMLElement) => void) => {
    if (box.current) insert(box.current);
    emit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const shortcut = event.ctrlKey || event.metaKey;
    if (event.key !== "Enter" || shortcut || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!single) add((into) => insertWords(into, "\n"));
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const words = event.clipboardData.getData("text/plain").replaceAll("\r", "");
    add((into) => insertWords(into, single ? words.replaceAll("\n", " ") : words));
  };
  const onPickValue = (name: string) => add((into) => insertValue(into, name, caret.current));
  const onBlur = () => {
    caret.current = box.current && caretIn(box.current);
  };
  return { onPickValue, editing: { ref: box, onInput: emit, onBlur, onKeyDown, onPaste } };
}
