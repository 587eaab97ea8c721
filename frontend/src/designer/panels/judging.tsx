import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FlowGraph } from "../../graph/types";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/text-field";
import { ThreadDivider } from "../../ui/thread-divider";
import type { Side } from "../store/judging";
import { graphOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import type { Verdict } from "../store/types";
import { useTrial } from "./use-trial";

const SIDES: Record<string, Side> = { on_message: "message", before_reply: "reply" };

/** Where a policy looks; one that looks nowhere yet is asked about messages. */
export function sidesOf(graph: FlowGraph): readonly Side[] {
  const sides = Object.entries(SIDES).filter(([kind]) =>
    graph.nodes.some((node) => node.kind === kind),
  );
  return sides.length > 0 ? sides.map(([, side]) => side) : ["message"];
}

/** What became of the words above. */
export function VerdictLine({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation("designer");
  return <ThreadDivider>{t(`try.verdict.${verdict}`)}</ThreadDivider>;
}

/** Words for a policy to judge: as a visitor's message, or as an answer of the bot. */
export function JudgeComposer() {
  const { t } = useTranslation("designer");
  const sides = sidesOf(useDesigner(graphOf));
  const { judge } = useTrial();
  const [words, setWords] = useState("");
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const side = sides.find((one) => one === submitter?.dataset.side) ?? sides[0];
    if (words.trim() && side) judge(words.trim(), side);
    setWords("");
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-2 border-t p-3">
      <TextField
        label={t("try.words")}
        hideLabel
        placeholder={t("try.words")}
        value={words}
        onValueChange={setWords}
      />
      <div className="flex flex-wrap gap-2">
        {sides.map((side) => (
          <Button key={side} type="submit" data-side={side} icon={ICONS[side]}>
            {t(`try.judge.${side}`)}
          </Button>
        ))}
      </div>
      {sides.includes("reply") && <p className="text-quiet text-xs">{t("try.unsourced")}</p>}
    </form>
  );
}

const ICONS: Record<Side, string> = { message: "person", reply: "smart_toy" };
