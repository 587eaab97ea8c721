import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

const AT_THE_END_PX = 48;

/** Where each conversation was left, by its id; absent means at its end. */
const offsets = new Map<string, number>();

interface Scroll {
  ref: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** Entries that came while I was reading further up. */
  behind: number;
  toNewest: () => void;
}

/** Stay at the newest while there, and where one was otherwise. `tail` is what grows below. */
export function useScroll(id: string, length: number, tail: boolean): Scroll {
  const ref = useRef<HTMLDivElement>(null);
  const seen = useRef(length);
  const [behind, setBehind] = useState(0);

  const toNewest = useCallback(() => {
    offsets.delete(id);
    toEnd(ref.current);
    setBehind(0);
  }, [id]);

  const onScroll = useCallback(() => {
    const pane = ref.current;
    if (!pane) return;
    if (isAtEnd(pane)) {
      offsets.delete(id);
      setBehind(0);
    } else offsets.set(id, pane.scrollTop);
  }, [id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: dots that appear push the end down
  useLayoutEffect(() => {
    const offset = offsets.get(id);
    if (offset === undefined) toEnd(ref.current);
    else if (seen.current === 0 || seen.current === length) ref.current?.scrollTo({ top: offset });
    else setBehind((before) => before + length - seen.current);
    seen.current = length;
  }, [id, length, tail]);

  // A strip or a field that grows below must not cover the newest words.
  useLayoutEffect(() => {
    const pane = ref.current;
    if (!pane) return;
    const observer = new ResizeObserver(() => !offsets.has(id) && toEnd(pane));
    observer.observe(pane);
    return () => observer.disconnect();
  }, [id]);

  return { ref, onScroll, behind, toNewest };
}

function isAtEnd(pane: HTMLElement): boolean {
  return pane.scrollHeight - pane.scrollTop - pane.clientHeight < AT_THE_END_PX;
}

function toEnd(pane: HTMLElement | null): void {
  if (pane) pane.scrollTop = pane.scrollHeight;
}
