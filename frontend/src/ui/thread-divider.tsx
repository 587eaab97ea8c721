/** A line across the thread with a few words: a new run, a new day, who took over. */
export function ThreadDivider({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-3 py-2 text-quiet text-xs before:h-px before:flex-1 before:bg-hairline after:h-px after:flex-1 after:bg-hairline">
      {children}
    </p>
  );
}
