import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { SHOWN_KEYS } from "./hotkeys";

interface HelpDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The keys, from the same table that the keyboard uses. */
export function HelpDialog(props: HelpDialogProps) {
  const { t } = useTranslation("console");
  return (
    <Dialog {...props} title={t("keys.title")}>
      <dl className="flex flex-col gap-2">
        {SHOWN_KEYS.map(([command, keys]) => (
          <div key={command} className="flex items-center justify-between gap-4 text-sm">
            <dt>{t(`keys.${command}`)}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
