import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { Icon } from "../ui/icon";
import { RelativeTime } from "../ui/relative-time";
import { SkeletonList } from "../ui/skeleton";
import { TokensUsed } from "../ui/tokens-used";
import { useTurns } from "./use-turns";

const CAUSES = ["opened", "message", "returned", "start_over", "timer", "automation"] as const;

/** The steps of the bot so far, one sentence each, under the turn they belong to. */
export function TraceSteps({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const turns = useTurns(id);
  if (turns.isError) return <p className="text-compact text-quiet">{t("details.failed")}</p>;
  if (!turns.data) return <SkeletonList rows={4} className="h-5" />;
  const shown = turns.data.filter((turn) => turn.steps.length > 0);
  if (shown.length === 0) return <p className="text-compact text-quiet">{t("steps.none")}</p>;
  return (
    <ol className="flex flex-col gap-4">
      {shown.map((turn) => (
        <TurnSteps key={turn.turn} turn={turn} />
      ))}
    </ol>
  );
}

function TurnSteps({ turn }: { turn: Schemas["TurnOut"] }) {
  const { t } = useTranslation("console");
  const cause = CAUSES.find((known) => known === turn.cause);
  return (
    <li className="flex flex-col gap-1">
      <p className="flex justify-between gap-2 text-quiet text-xs">
        <span>
          {cause ? t(`cause.${cause}`) : turn.cause}
          {turn.outcome === "blocked" && ` · ${t("steps.stopped")}`}
        </span>
        <RelativeTime at={turn.at} className="flex-none tabular-nums" />
      </p>
      <ul className="flex flex-col gap-1 border-s-2 ps-3 text-compact">
        {turn.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block may be passed twice in a turn
          <li key={index} dir="auto" className="wrap-anywhere">
            {step.policy && <span className="font-medium">{step.policy}: </span>}
            {step.sentence}
            <TokensUsed {...step} />
          </li>
        ))}
        {turn.mails.map((mail, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: mails of a turn are only ever added
          <MailLine key={index} mail={mail} />
        ))}
      </ul>
    </li>
  );
}

const MAIL_ICONS = { waiting: "schedule_send", sent: "mark_email_read", failed: "error" } as const;

/** An e-mail that the turn wanted sent, and how that went. */
function MailLine({ mail }: { mail: Schemas["MailOut"] }) {
  const { t } = useTranslation("console");
  const { to, subject, state, problem } = mail;
  return (
    <li
      dir="auto"
      className={`flex gap-1 wrap-anywhere ${state === "failed" ? "text-failed" : ""}`}
    >
      <Icon name={MAIL_ICONS[state]} small />
      <span>
        {t(`mail.${state}`, { to, subject })}
        {problem && ` ${t(`mail.problem.${problem}`)}`}
      </span>
    </li>
  );
}
