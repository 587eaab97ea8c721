const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "");
const MAC_SIGNS: Record<string, string> = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Enter: "↩",
  Escape: "Esc",
};
const OTHER_SIGNS: Record<string, string> = { Mod: "Ctrl", Escape: "Esc" };

/** Keys to press, such as `Mod+Shift+Z`; Mod is ⌘ on a Mac and Ctrl elsewhere. Fingers have no keys. */
export function Kbd({ keys }: { keys: string }) {
  const signs = MAC ? MAC_SIGNS : OTHER_SIGNS;
  return (
    <span className="inline-flex gap-0.5 align-middle touch:hidden">
      {(keys === "+" ? ["+"] : keys.split("+")).map((key) => (
        <kbd
          key={key}
          className="min-w-4.5 rounded-sm border border-current/25 px-1 text-center font-sans text-xs leading-4"
        >
          {signs[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}
