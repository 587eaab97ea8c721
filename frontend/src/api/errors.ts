/** What went wrong, in our one shape `{code, message, fields?, current?}`. */

interface ErrorShape {
  code: string;
  message: string;
  fields?: Record<string, string>;
  current?: unknown;
}

/** A refusal of the server, or no answer from it (code `offline`). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The path of a field to what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  /** How things stand now, when somebody else was faster (code `conflict`). */
  readonly current: unknown;

  constructor(shape: ErrorShape, status: number) {
    super(shape.message);
    this.code = shape.code;
    this.status = status;
    this.fields = shape.fields ?? {};
    this.current = shape.current;
  }

  /** May the very same request succeed a moment later? */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Read the body of a refusal; anything but our shape (a proxy's page) is code `unexpected`. */
export function asApiError(body: unknown, status: number): ApiError {
  if (isErrorShape(body)) return new ApiError(body, status);
  return new ApiError({ code: "unexpected", message: `HTTP ${status}` }, status);
}

/** No answer came: the line or the server is away. */
export function offline(): ApiError {
  return new ApiError({ code: "offline", message: "No connection to the server." }, 0);
}

function isErrorShape(body: unknown): body is ErrorShape {
  if (typeof body !== "object" || body === null) return false;
  const { code, message } = body as Partial<Record<keyof ErrorShape, unknown>>;
  return typeof code === "string" && typeof message === "string";
}
