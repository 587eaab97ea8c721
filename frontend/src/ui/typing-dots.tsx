import { useTranslation } from "react-i18next";
import type { Author } from "./bubble";
import { classes } from "./classes";

const DELAYS = ["", "[animation-delay:150ms]", "[animation-delay:300ms]"];

interface TypingDotsProps {
  author: Exclude<Author, "note">;
  name: string;
}

/** Somebody is writing; on the side where the words will be. */
export function TypingDots({ author, name }: TypingDotsProps) {
  const { t } = useTranslation("common");
  const visitor = author === "visitor";
  return (
    <div role="status" className={classes("flex", visitor ? "justify-start" : "justify-end")}>
      <span className="sr-only">{t("message.typing", { name })}</span>
      <span
        className={classes(
          "flex h-10 items-center gap-1 rounded-bubble px-4",
          visitor ? "rounded-es-sm bg-visitor" : "rounded-ee-sm bg-bot",
        )}
      >
        {DELAYS.map((delay) => (
          <i
            key={delay}
            className={classes("size-1.5 animate-typing rounded-full bg-quiet", delay)}
          />
        ))}
      </span>
    </div>
  );
}
