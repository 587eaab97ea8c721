/** The requests and the saver of the open flow, for parts deep in the designer. */

import { createContext, useContext } from "react";
import type { FlowApi } from "../api/flow-api";
import type { Saver } from "./saver";

export interface FlowTools {
  readonly api: FlowApi;
  readonly saver: Saver;
}

export const FlowToolsContext = createContext<FlowTools | null>(null);

export function useFlowTools(): FlowTools {
  const tools = useContext(FlowToolsContext);
  if (!tools) throw new Error("The designer's parts need their flow around them.");
  return tools;
}
