import { AlertDialog as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Button } from "./button";

interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the thing: "Delete the flow Welcome?". */
  title: string;
  /** What else goes with it, with the number. */
  consequence: string;
  /** The verb again: "Delete flow". */
  action: string;
  onConfirm: () => void;
}

/** The last question before something that cannot be undone. */
export function Confirm({
  open,
  onOpenChange,
  title,
  consequence,
  action,
  onConfirm,
}: ConfirmProps) {
  const { t } = useTranslation("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-base-950/40" />
        <Radix.Content className="fixed inset-x-4 top-1/2 z-50 mx-auto flex max-w-100 -translate-y-1/2 animate-appear flex-col gap-2 rounded-dialog border bg-card p-6 shadow-float">
          <Radix.Title className="text-base">{title}</Radix.Title>
          <Radix.Description className="text-sm">{consequence}</Radix.Description>
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t("action.cancel")}</Button>
            </Radix.Cancel>
            <Radix.Action asChild onClick={onConfirm}>
              <Button look="danger">{action}</Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
