import { useState } from "react";
import { useTranslation } from "react-i18next";
import { contrast, textOn, WHITE_TEXT } from "../../content/colour";
import { classes } from "../ui/classes";
import { CONTROL, Field } from "../ui/field";

/** Under this ratio a shape is hard to tell from its ground (WCAG 1.4.11). */
const VISIBLE = 3;
const COLOUR = /^#[0-9a-f]{6}$/i;

interface AccentFieldProps {
  accent: string;
  error: string | undefined;
  disabled: boolean;
  onChange: (accent: string) => void;
}

/** The colour, picked or typed, and how well it reads. */
export function AccentField({ accent, error, disabled, onChange }: AccentFieldProps) {
  const { t } = useTranslation("snippet");
  const [typed, setTyped] = useState<string | null>(null);
  const hint = useHint(accent);
  const written = typed ?? accent;
  const wrong = COLOUR.test(written) ? undefined : t("colour.wrong");
  const take = (text: string) => {
    setTyped(text);
    if (COLOUR.test(text)) onChange(text.toLowerCase());
  };
  return (
    <Field label={t("colour.label")} help={hint} error={wrong ?? error}>
      {(control) => (
        <div className="flex gap-2">
          <input
            type="color"
            aria-label={t("colour.pick")}
            value={accent}
            disabled={disabled}
            onChange={(event) => take(event.target.value)}
            className="h-field w-12 flex-none rounded-control border border-edge bg-card p-1 disabled:opacity-50"
          />
          <input
            type="text"
            {...control}
            value={written}
            disabled={disabled}
            maxLength={7}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => take(event.target.value)}
            onBlur={() => setTyped(null)}
            className={classes(CONTROL, "h-field")}
          />
        </div>
      )}
    </Field>
  );
}

function useHint(accent: string): string {
  const { t, i18n } = useTranslation("snippet");
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const text = textOn(accent);
  const ratio = number.format(contrast(accent, text));
  const words = t(text === WHITE_TEXT ? "colour.white" : "colour.black", { ratio });
  return contrast(accent, WHITE_TEXT) < VISIBLE ? `${words} ${t("colour.pale")}` : words;
}
