/** What a drawing needs of the chat around it. */

import type { VisitorMessage } from "../wire/frames.gen";
import type { Upload } from "./upload";

/** What a visitor answers; `text` says in words what was picked, filled in or sent. */
export interface VisitorInput {
  readonly text: string;
  readonly choice?: string;
  readonly values?: NonNullable<VisitorMessage["values"]>;
  /** The id of an uploaded file. */
  readonly attachment?: string;
}

export interface Tools {
  /** The language of the page, such as `de` or `de-AT`. */
  readonly language: string;
  /** The server that addresses without a host are on. */
  readonly origin: string;
  say(input: VisitorInput): void;
  /** Let the server keep a file. */
  readonly upload: Upload;
}
