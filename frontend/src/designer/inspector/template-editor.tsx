import { useId } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../ui/classes";
import { CONTROL } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { useTemplate } from "./use-template";
import { ValuePicker } from "./value-picker";

export interface TemplateEditorProps {
  label: string;
  hideLabel?: boolean;
  help?: string | undefined;
  error?: string | undefined;
  value: string;
  /** One line only: Enter does nothing. */
  single?: boolean;
  disabled?: boolean;
  onValueChange: (template: string) => void;
}

/** Words with values in them, as chips: nobody types braces. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { label, hideLabel = false, help, error, value, disabled = false } = props;
  const { t } = useTranslation("designer");
  const id = useId();
  const about = error ?? help;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span
        id={`${id}-label`}
        className={hideLabel ? "sr-only" : "font-medium text-compact text-strong"}
      >
        {label}
      </span>
      <div className="relative">
        <Box
          {...props}
          labelledBy={`${id}-label`}
          describedBy={about ? `${id}-about` : undefined}
        />
        {value === "" && (
          <span
            aria-hidden
            className={classes(
              "pointer-events-none absolute start-3 top-2 text-quiet text-sm",
              disabled && "hidden",
            )}
          >
            {t("field.write")}
          </span>
        )}
      </div>
      {about && <About id={`${id}-about`} words={about} failed={Boolean(error)} />}
    </div>
  );
}

interface BoxProps extends TemplateEditorProps {
  labelledBy: string;
  describedBy: string | undefined;
}

function Box({ value, single = false, disabled = false, error, onValueChange, ...ids }: BoxProps) {
  const { editing, onPickValue } = useTemplate({ value, single, onValueChange });
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: no native field can hold chips */}
      <div
        {...editing}
        dir="auto"
        role="textbox"
        tabIndex={disabled ? -1 : 0}
        contentEditable={disabled ? "false" : "plaintext-only"}
        suppressContentEditableWarning
        aria-multiline={!single}
        aria-labelledby={ids.labelledBy}
        aria-describedby={ids.describedBy}
        aria-invalid={error ? true : undefined}
        aria-disabled={disabled || undefined}
        data-field
        className={classes(
          CONTROL,
          "whitespace-pre-wrap py-1.5 pe-9 wrap-anywhere",
          single ? "min-h-field" : "max-h-60 min-h-16 overflow-y-auto",
          disabled && "opacity-60",
        )}
      />
      {!disabled && <InsertValue onPick={onPickValue} />}
    </>
  );
}

function InsertValue({ onPick }: { onPick: (name: string) => void }) {
  const { t } = useTranslation("designer");
  const button = (
    <button
      type="button"
      aria-label={t("field.insertValue")}
      className="absolute inset-e-1 top-1 grid size-7 place-items-center rounded-control text-quiet hover:bg-hover hover:text-strong"
    >
      <Icon name="data_object" small />
    </button>
  );
  return <ValuePicker label={t("field.insertValue")} reads onPick={onPick} trigger={button} />;
}

function About({ id, words, failed }: { id: string; words: string; failed: boolean }) {
  return (
    <p id={id} className={classes("flex gap-1 text-xs", failed ? "text-failed" : "text-quiet")}>
      {failed && <Icon name="error" small />}
      {words}
    </p>
  );
}
