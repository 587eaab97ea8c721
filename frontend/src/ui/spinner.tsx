/** A turning ring; only inside buttons. */
export function Spinner() {
  return (
    <span
      aria-hidden
      className="size-4 flex-none animate-spin rounded-full border-2 border-current border-e-transparent"
    />
  );
}
