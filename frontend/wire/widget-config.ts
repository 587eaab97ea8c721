/** How a channel's widget looks and speaks, as the server publishes it. */

export interface WidgetConfig {
  readonly name?: string;
  /** `#rrggbb`. */
  readonly accent?: string;
  readonly language?: string;
  /** Words beside the launcher until the visitor opens the chat or sends them away. */
  readonly greeting?: string;
  /** The side of the window; without it the one where lines end. */
  readonly position?: "left" | "right";
}
