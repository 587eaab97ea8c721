import "@xyflow/react/dist/base.css";
import "./canvas/canvas.css";
import "../i18n/designer";
import type { Purpose } from "../graph/types";
import { mountIsland } from "../island/mount-island";
import { flag, given, number, optional, text } from "../island/props";
import { Designer, type FlowProps } from "./designer";

mountIsland<FlowProps>("designer", Designer, {
  flowId: text,
  flowName: text,
  liveVersion: optional(number),
  livePlaces: given<string[]>(),
  purpose: given<Purpose>(),
  mayEdit: flag,
  contentLanguage: text,
});
