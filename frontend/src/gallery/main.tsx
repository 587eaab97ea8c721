import "@xyflow/react/dist/base.css";
import "../designer/canvas/canvas.css";
import "../i18n/designer";
import { mountIsland } from "../island/mount-island";
import { Gallery } from "./gallery";

mountIsland("gallery", Gallery, {});
