import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Bubble } from "../../ui/bubble";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { IconButton } from "../../ui/icon-button";
import { MessageBubble } from "../../ui/message-bubble";
import { TextField } from "../../ui/text-field";
import { ThreadDivider } from "../../ui/thread-divider";
import { TypingDots } from "../../ui/typing-dots";
import type { Tried } from "../api/flow-api";
import { SaveAsTest } from "../flow-tests/save-as-test";
import { PanelHead } from "../parts/panel-head";
import { useReach } from "../parts/use-hotkeys";
import { graphOf, purposeOf, trialOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { TrialLine } from "../store/types";
import { JudgeComposer, VerdictLine } from "./judging";
import { SkipWait } from "./skip-wait";
import { TrialFacts } from "./trial-facts";
import { useTrial } from "./use-trial";

/** A chat with the draft as it stands on the screen; the canvas lights its way. */
export function TryPanel() {
  const { t } = useTranslation("designer");
  const { begin } = useTrial();
  const trial = useDesigner(trialOf);
  const purpose = useDesigner(purposeOf);
  const begun = useRef(trial.begunWith !== null);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    begin();
  });
  return (
    <div className="flex h-full flex-col">
      <PanelHead title={t("panel.try")}>
        {purpose === "flow" && <SaveAsTest />}
        <IconButton icon="restart_alt" label={t("try.restart")} onClick={begin} />
      </PanelHead>
      <Changed onRestart={begin} />
      <Policies />
      <Thread />
      <TrialFacts />
      {purpose === "policy" ? <JudgeComposer /> : <Composer />}
    </div>
  );
}

function Changed({ onRestart }: { onRestart: () => void }) {
  const { t } = useTranslation("designer");
  const graph = useDesigner(graphOf);
  const { begunWith } = useDesigner(trialOf);
  if (begunWith === null || begunWith === graph) return null;
  return (
    <div
      role="status"
      className="mx-4 mb-2 flex items-center gap-2 rounded-control bg-needs-soft ps-3 text-needs text-xs"
    >
      <span className="flex-1">{t("try.changed")}</span>
      <button
        type="button"
        onClick={onRestart}
        className="min-h-control rounded-control px-3 font-medium underline"
      >
        {t("try.restart")}
      </button>
    </div>
  );
}

/** The live policies stand around the draft here as they do around a visitor. */
function Policies() {
  const { t } = useTranslation("designer");
  const { policies } = useDesigner(trialOf);
  if (policies.length === 0) return null;
  return (
    <p className="mx-4 mb-2 flex gap-1 text-quiet text-xs">
      <Icon name="policy" small />
      <span dir="auto">{t("try.policies", { names: policies.join(", ") })}</span>
    </p>
  );
}

/** The canvas follows the chat to the block where it waits. */
function useFollow(): void {
  const { at } = useDesigner(trialOf);
  const reach = useRef(useReach());
  useEffect(() => {
    if (at) reach.current.lookAt(at);
  }, [at]);
}

function Thread() {
  const { t } = useTranslation("designer");
  useFollow();
  const { lines, busy, failure, outcome } = useDesigner(trialOf);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (lines.length > 0 || busy) end.current?.scrollIntoView?.({ block: "nearest" });
  }, [lines, busy]);
  return (
    <div
      role="log"
      aria-label={t("try.thread")}
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-2"
    >
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
        <Line key={index} line={line} last={index === lines.length - 1} />
      ))}
      {busy && <TypingDots author="bot" name={t("try.bot")} />}
      {failure && (
        <p role="alert" className="text-failed text-sm">
          {failure}
        </p>
      )}
      {!busy && outcome && <Outcome outcome={outcome} />}
      {!busy && <SkipWait />}
      <div ref={end} />
    </div>
  );
}

function Line({ line, last }: { line: TrialLine; last: boolean }) {
  const { say } = useTrial();
  if (line.author === "divider") return <ThreadDivider>{line.text}</ThreadDivider>;
  if (line.author === "effect") return <Undone effect={line.effect} />;
  if (line.author === "verdict") return <VerdictLine verdict={line.verdict} />;
  if (line.author === "visitor") return <Bubble author="visitor" text={line.text} />;
  return (
    <MessageBubble
      author="bot"
      content={line.content}
      chosen={line.chosen}
      onAnswer={last ? say : undefined}
    />
  );
}

/** What a visitor's chat would do here, and a tried one does not. */
function Undone({ effect }: { effect: Tried["effects"][number] }) {
  const { t } = useTranslation("designer");
  return (
    <p dir="auto" className="px-2 text-center text-quiet text-xs wrap-anywhere">
      {t(`try.effect.${effect.kind}`, { about: effect.about })}
    </p>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation("designer");
  const { giveBack } = useTrial();
  if (outcome === "waiting") return null;
  return (
    <>
      <ThreadDivider>{t(`try.outcome.${outcome as "ended"}`)}</ThreadDivider>
      {(outcome === "handed_over" || outcome === "muted") && (
        <Button className="self-center" icon="smart_toy" onClick={giveBack}>
          {t("try.giveBack")}
        </Button>
      )}
    </>
  );
}

function Composer() {
  const { t } = useTranslation("designer");
  const { say } = useTrial();
  const [words, setWords] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!words.trim()) return;
    say({ text: words.trim() });
    setWords("");
  };
  return (
    <form onSubmit={send} className="flex items-end gap-2 border-t p-3">
      <div className="flex-1">
        <TextField
          label={t("try.write")}
          hideLabel
          placeholder={t("try.write")}
          value={words}
          onValueChange={setWords}
        />
      </div>
      <Button tall icon="send" type="submit" aria-label={t("try.send")} />
    </form>
  );
}
