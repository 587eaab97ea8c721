import { useTranslation } from "react-i18next";
import { findNode } from "../../graph/lookup";
import { Button } from "../../ui/button";
import type { Difference } from "../api/script";
import { useDesigner, useDesignerStore } from "../store/store";
import { differenceInWords } from "./difference";

/** The first thing that went another way: a sentence, both sides, and the way to the block. */
export function Failure({
  difference,
  onShow,
}: {
  difference: Difference;
  onShow: (node: string) => void;
}) {
  const { t } = useTranslation("designer");
  const node = difference.node ?? "";
  const differing = differenceInWords(difference, useDesignerStore().getState(), t);
  const known = useDesigner((state) => findNode(state.graph, node) !== undefined);
  return (
    <div className="flex flex-col gap-2 text-compact">
      <p dir="auto" className="whitespace-pre-line wrap-anywhere">
        {t("tests.turn", { number: difference.exchange + 1 })} {differing.sentence}
      </p>
      {(differing.expected || differing.got) && (
        <Sides
          before={[t("tests.expected"), differing.expected]}
          after={[t("tests.got"), differing.got]}
        />
      )}
      {known && (
        <Button icon="my_location" className="self-start" onClick={() => onShow(node)}>
          {t("tests.showMe")}
        </Button>
      )}
    </div>
  );
}

type Side = readonly [title: string, words: string];

/** Two texts side by side. */
export function Sides({ before, after }: { before: Side; after: Side }) {
  return (
    <dl className="grid grid-cols-2 gap-2 text-xs">
      {[before, after].map(([title, words]) => (
        <div key={title} className="min-w-0 rounded-control border bg-card p-2">
          <dt className="pb-1 text-quiet">{title}</dt>
          <dd dir="auto" className="whitespace-pre-line text-body wrap-anywhere">
            {words || "–"}
          </dd>
        </div>
      ))}
    </dl>
  );
}
