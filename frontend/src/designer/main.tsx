import "@xyflow/react/dist/base.css";
import "./canvas/canvas.css";
import "../i18n/designer";
import { mountIsland } from "../island/mount-island";
import { flag, number, optional, text } from "../island/props";
import { Designer, type FlowProps } from "./designer";

mountIsland<FlowProps>("designer", Designer, {
  flowId: text,
  flowName: text,
  liveVersion: optional(number),
  mayEdit: flag,
  contentLanguage: text,
});
