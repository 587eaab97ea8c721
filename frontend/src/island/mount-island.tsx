/** Brings a React screen to life inside a page that Django rendered. */

import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, createContext, StrictMode, useContext, useState } from "react";
import { createRoot } from "react-dom/client";
import { ApiContext, createApi } from "../api/client";
import { createQueryClient } from "../api/query-client";
import { speak } from "../i18n";
import { Toasts } from "../ui/toasts";
import { TooltipProvider } from "../ui/tooltip";
import { ErrorBoundary } from "./error-boundary";
import { COMMON, type CommonProps, type Readers, readProps } from "./props";
import { passStyleNonce } from "./style-nonce";

const PageContext = createContext<CommonProps | null>(null);

/** The common props, for parts deep in an island: the workspace, the person, the role. */
export function usePage(): CommonProps {
  const page = useContext(PageContext);
  if (!page) throw new Error("usePage needs an island around it");
  return page;
}

/**
 * Find `<div data-island="name">`, read `<script id="island-props">` and show the component there.
 *
 * Throws when the page has no such place.
 */
export function mountIsland<Own extends object>(
  name: string,
  Screen: ComponentType<Own & CommonProps>,
  readers: Readers<Own>,
): void {
  const host = document.querySelector(`[data-island="${name}"]`);
  if (!host) throw new Error(`The page has no place for the island ${name}.`);
  passStyleNonce();
  createRoot(host).render(
    <StrictMode>
      <ErrorBoundary>
        <Island screen={Screen} readers={readers} />
      </ErrorBoundary>
    </StrictMode>,
  );
}

interface IslandProps<Own extends object> {
  screen: ComponentType<Own & CommonProps>;
  readers: Readers<Own>;
}

function Island<Own extends object>({ screen: Screen, readers }: IslandProps<Own>) {
  const [page] = useState(openPage);
  const [own] = useState(() => readProps(readers));
  return (
    <PageContext value={page.common}>
      <ApiContext value={page.api}>
        <QueryClientProvider client={page.queries}>
          <TooltipProvider>
            <Screen {...own} {...page.common} />
            <Toasts />
          </TooltipProvider>
        </QueryClientProvider>
      </ApiContext>
    </PageContext>
  );
}

function openPage() {
  const common = readProps(COMMON);
  speak(common.language);
  return {
    common,
    api: createApi(common.apiBase, common.csrfToken),
    queries: createQueryClient(),
  };
}
