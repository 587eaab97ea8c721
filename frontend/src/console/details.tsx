import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../ui/classes";
import { IconButton } from "../ui/icon-button";
import { ContactFacts } from "./contact-facts";
import type { Inbox } from "./inbox";
import { useInbox } from "./store";
import { TraceSteps } from "./trace-steps";
import { useViewOf } from "./view";

const openIdOf = (inbox: Inbox) => (inbox.openId && !inbox.missing ? inbox.openId : null);

/** Who it is about, and what the bot did so far. */
export function Details({ className }: { className: string }) {
  const { t } = useTranslation("console");
  const { back } = useViewOf();
  const id = useInbox(openIdOf);
  return (
    <aside
      aria-label={t("details.label")}
      className={classes("flex min-h-0 min-w-0 flex-col border-s bg-card", className)}
    >
      <header className="flex h-14 flex-none items-center gap-2 border-b px-3 xl:hidden">
        <IconButton icon="arrow_back" label={t("back")} onClick={back} />
        <h2 className="text-sm">{t("details.label")}</h2>
      </header>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-4 focus-visible:-outline-offset-2"
      >
        {id && (
          <>
            <Part title={t("contact.title")}>
              <ContactFacts id={id} />
            </Part>
            <Part title={t("steps.title")}>
              <TraceSteps id={id} />
            </Part>
          </>
        )}
      </div>
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-compact">{title}</h3>
      {children}
    </section>
  );
}
