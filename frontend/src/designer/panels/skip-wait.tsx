import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button";
import { trialOf } from "../store/selectors";
import { useDesigner } from "../store/store";
import { useTrial } from "./use-trial";

/** A chat that waits for a time need not be waited for here. */
export function SkipWait() {
  const { t, i18n } = useTranslation("designer");
  const { skip } = useTrial();
  const { state, turns } = useDesigner(trialOf);
  const wakeAt = state?.position?.wake_at;
  const last = turns.at(-1);
  if (!wakeAt || !last) return null;
  return (
    <Button className="self-center" icon="fast_forward" onClick={skip}>
      {t("try.skip", { time: lasting(Math.max(wakeAt - last.at, 0), i18n.language) })}
    </Button>
  );
}

/** How long a wait is, in its largest unit: "2 hours". */
export function lasting(seconds: number, language: string): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size * 0.99) ?? SMALLEST;
  const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(Math.round((seconds / size) * 10) / 10);
}

const SMALLEST = ["minute", 60] as const;
const UNITS = [["day", 86_400], ["hour", 3_600], SMALLEST] as const;
