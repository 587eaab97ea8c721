import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";

/** Keeps a broken part from taking the page with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation("common");
  const reload = <Button onClick={() => window.location.reload()}>{t("action.reload")}</Button>;
  return (
    <div role="alert">
      <EmptyState icon="build" title={t("broken.title")} help={t("broken.safe")} action={reload} />
    </div>
  );
}
