import { useSyncExternalStore } from "react";

const narrow = () => window.matchMedia("(max-width: 640px)");

function subscribe(listener: () => void): () => void {
  const query = narrow();
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Is the window as narrow as a phone? */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => narrow().matches);
}
