/** What parts of the screen listen to. */

import type { DesignerState } from "./types";

export const graphOf = (state: DesignerState) => state.graph;
export const kindsOf = (state: DesignerState) => state.kinds;
export const purposeOf = (state: DesignerState) => state.purpose;
export const mayEdit = (state: DesignerState) => state.mayEdit;
export const panelOf = (state: DesignerState) => state.panel;
export const overlayOf = (state: DesignerState) => state.overlay;
export const showOf = (state: DesignerState) => state.show;
export const trialOf = (state: DesignerState) => state.trial;
/** What is lit on the canvas: the way of the tried chat, or what no test comes through. */
export const litOf = ({ panel, trial, missed }: DesignerState) =>
  panel === "tests" ? missed : trial.lit;
export const nameOf = (state: DesignerState) => state.graph.name;
export const changeOf = (state: DesignerState) => state.change;
/** The one block that is selected, if it is exactly one. */
export const openBlock = ({ selected, graph }: DesignerState) =>
  selected.length === 1 ? graph.nodes.find((node) => node.id === selected[0]) : undefined;
