import "@xyflow/react/dist/base.css";
import "./canvas/canvas.css";
import "../i18n/designer";
import type { Purpose } from "../graph/types";
import { mountIsland } from "../island/mount-island";
import { flag, given, number, optional, text } from "../island/props";
import { Designer, type FlowProps } from "./designer";
import type { ChannelKind } from "./store/types";

mountIsland<FlowProps>("designer", Designer, {
  flowId: text,
  flowName: text,
  liveVersion: optional(number),
  livePlaces: given<string[]>(),
  channels: given<ChannelKind[]>(),
  purpose: given<Purpose>(),
  mayEdit: flag,
  contentLanguage: text,
});
