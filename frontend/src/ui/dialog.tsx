import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "./classes";
import { Icon } from "./icon";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons; the one that does it comes last. */
  footer?: ReactNode;
}

const VEIL =
  "fixed inset-0 z-40 bg-base-950/40 data-[state=closed]:animate-vanish data-[state=open]:animate-appear";
const SHEET = "fixed z-40 flex flex-col border bg-card text-body shadow-float focus:outline-none";

/** A question that must be answered first, in the middle of the screen. */
export function Dialog(props: DialogProps) {
  return (
    <DialogFrame
      {...props}
      className="inset-x-4 top-1/2 mx-auto max-h-[calc(100dvh-2rem)] w-auto max-w-lg -translate-y-1/2 rounded-dialog data-[state=closed]:animate-vanish data-[state=open]:animate-appear"
    />
  );
}

/** A second column over the page, at its end. */
export function Drawer(props: DialogProps) {
  return (
    <DialogFrame
      {...props}
      className="inset-y-0 inset-e-0 w-full max-w-90 border-y-0 border-e-0 data-[state=closed]:animate-slide-out data-[state=open]:animate-slide-in"
    />
  );
}

function DialogFrame({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  className,
}: DialogProps & { className: string }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={VEIL} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classes(SHEET, className)}
        >
          <Head title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">{children}</div>
          {footer && <div className="flex justify-end gap-2 border-t px-6 py-4">{footer}</div>}
          <Close />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Head({ title, description }: Pick<DialogProps, "title" | "description">) {
  return (
    <div className="flex flex-col gap-1 py-4 ps-6 pe-14">
      <Radix.Title className="text-base leading-8">{title}</Radix.Title>
      {description && <Radix.Description className="text-sm">{description}</Radix.Description>}
    </div>
  );
}

/** Last in the order of focus: the sheet opens with the focus on what it asks. */
function Close() {
  const { t } = useTranslation("common");
  return (
    <Radix.Close
      aria-label={t("action.close")}
      className="absolute inset-e-4 top-4 grid size-control place-items-center rounded-control transition-colors hover:bg-hover"
    >
      <Icon name="close" />
    </Radix.Close>
  );
}
