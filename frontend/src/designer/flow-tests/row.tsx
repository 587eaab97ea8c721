import { useTranslation } from "react-i18next";
import { Badge } from "../../ui/badge";
import { IconButton } from "../../ui/icon-button";
import { Menu } from "../../ui/menu";
import type { FlowTest, Outcome } from "../api/script";
import { mayEdit } from "../store/selectors";
import { useDesigner } from "../store/store";
import { Failure } from "./failure";
import { useShow, useTestDeeds } from "./use-tests";

interface TestRowProps {
  test: FlowTest;
  outcome: Outcome | undefined;
  onEdit: () => void;
}

/** One test: its name, how it went, and what can be done with it. */
export function TestRow({ test, outcome, onEdit }: TestRowProps) {
  const { t } = useTranslation("designer");
  const show = useShow();
  return (
    <li className="flex flex-col gap-2 border-b py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 dir="auto" className="text-compact wrap-anywhere">
            {test.name}
          </h3>
          <p className="text-quiet text-xs">
            {t("tests.turns", { count: test.turns })}
            {test.with_policies && ` · ${t("tests.guarded")}`}
          </p>
        </div>
        {outcome && <Verdict passed={outcome.passed} />}
        <More test={test} onEdit={onEdit} />
      </div>
      {outcome?.difference && <Failure difference={outcome.difference} onShow={show} />}
    </li>
  );
}

/** Passed or failed, by icon and word. */
export function Verdict({ passed }: { passed: boolean }) {
  const { t } = useTranslation("designer");
  return passed ? (
    <Badge meaning="done" icon="check_circle">
      {t("tests.passed")}
    </Badge>
  ) : (
    <Badge meaning="failed" icon="cancel">
      {t("tests.failed")}
    </Badge>
  );
}

function More({ test, onEdit }: Pick<TestRowProps, "test" | "onEdit">) {
  const { t } = useTranslation("designer");
  const editing = useDesigner(mayEdit);
  const { recordAnew, remove } = useTestDeeds();
  if (!editing) return null;
  return (
    <Menu
      trigger={
        <IconButton
          icon="more_vert"
          label={t("tests.more", { name: test.name })}
          className="-my-1"
        />
      }
      items={[
        { label: t("tests.edit"), icon: "edit", onSelect: onEdit },
        { label: t("tests.anew"), icon: "replay", onSelect: () => void recordAnew(test) },
        "line",
        {
          label: t("tests.delete"),
          icon: "delete",
          danger: true,
          onSelect: () => void remove(test),
        },
      ]}
    />
  );
}
