import { useTranslation } from "react-i18next";
import { classes } from "./classes";
import { Icon } from "./icon";

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** The address of a picture. */
  readonly image?: string | null;
}

interface ChoiceListProps {
  choices: readonly Choice[];
  /** The id of the one that was taken; the list is then frozen. */
  chosen?: string | null | undefined;
  /** Without it the list only shows what was offered. */
  onChoose?: ((choice: Choice) => void) | undefined;
}

/** The buttons under a message of the bot. */
export function ChoiceList({ choices, chosen, onChoose }: ChoiceListProps) {
  return (
    <ul className="flex max-w-[min(34rem,85%)] flex-wrap justify-end gap-2">
      {choices.map((choice) => (
        <li key={choice.id}>
          <ChoiceButton
            title={choice.title}
            image={choice.image}
            taken={choice.id === chosen}
            onClick={onChoose && !chosen ? () => onChoose(choice) : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

interface ChoiceButtonProps {
  title: string;
  image: string | null | undefined;
  taken: boolean;
  onClick: (() => void) | undefined;
}

function ChoiceButton({ title, image, taken, onClick }: ChoiceButtonProps) {
  const { t } = useTranslation("common");
  return (
    <button
      type="button"
      dir="auto"
      disabled={!onClick}
      onClick={onClick}
      className={classes(
        "inline-flex min-h-control items-center gap-1 rounded-bubble border px-3 text-sm transition-colors disabled:cursor-default",
        taken ? "border-action bg-tint text-link" : "border-rim bg-card text-body",
        onClick && "border-action text-link hover:bg-tint",
      )}
    >
      {taken && <Icon name="check" small />}
      {taken && <span className="sr-only">{t("message.chosen")}</span>}
      {image && <img src={image} alt="" className="-ms-1.5 size-6 rounded-full object-cover" />}
      {title}
    </button>
  );
}
