import { Toast as Radix } from "radix-ui";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon";
import { forget, onToasts, readToasts, type ToastMessage } from "./toast-store";

const SHOWN_MS = 5_000;

/** The corner where news of what is off-screen appears; F8 brings the focus there. */
export function Toasts() {
  const { t } = useTranslation("common");
  const messages = useSyncExternalStore(onToasts, readToasts);
  return (
    <Radix.Provider duration={SHOWN_MS} label={t("state.news")} swipeDirection="down">
      {messages.map((message) => (
        <Toast key={message.id} {...message} />
      ))}
      <Radix.Viewport className="fixed inset-x-4 bottom-[calc(1rem+var(--below,0px))] z-50 mx-auto flex w-auto max-w-89 flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}

function Toast({ id, text, failed, undo }: ToastMessage) {
  const { t } = useTranslation("common");
  return (
    <Radix.Root
      type={failed ? "foreground" : "background"}
      onOpenChange={() => forget(id)}
      className="floating flex animate-rise items-center gap-2 py-2 ps-4 pe-2 text-sm text-strong data-[swipe=move]:translate-y-(--radix-toast-swipe-move-y)"
    >
      {failed && <Icon name="error" className="text-failed" />}
      <Radix.Title className="min-w-0 flex-1 py-1">{text}</Radix.Title>
      {undo && (
        <Radix.Action
          altText={t("action.undo")}
          onClick={undo}
          className="min-h-control flex-none rounded-control px-2 font-medium text-link transition-colors hover:bg-hover"
        >
          {t("action.undo")}
        </Radix.Action>
      )}
    </Radix.Root>
  );
}
