/** What the server tells an island, read once and checked. */

/** Turns a JSON value into what the island wants; throws when it cannot. */
export type Reader<Value> = (value: unknown) => Value;
/** How to read each prop of a screen. */
export type Readers<Props> = { readonly [Name in keyof Props]: Reader<Props[Name]> };

/** A text. */
export const text: Reader<string> = (value) => {
  if (typeof value !== "string") throw new TypeError("a text was expected");
  return value;
};

/** A number. */
export const number: Reader<number> = (value) => {
  if (typeof value !== "number") throw new TypeError("a number was expected");
  return value;
};

/** Yes or no. */
export const flag: Reader<boolean> = (value) => {
  if (typeof value !== "boolean") throw new TypeError("true or false was expected");
  return value;
};

/** The same, or null where the server leaves it out. */
export function optional<Value>(reader: Reader<Value>): Reader<Value | null> {
  return (value) => (value === undefined || value === null ? null : reader(value));
}

/** A larger shape of the API, as our own server wrote it: `given<Schemas["FlowOut"]>()`. */
export function given<Value>(): Reader<Value> {
  return (value) => {
    if (value === undefined) throw new TypeError("a value was expected");
    return value as Value;
  };
}

/** What every island knows. */
export interface CommonProps {
  slug: string;
  role: string;
  userName: string;
  language: string;
  csrfToken: string;
  apiBase: string;
}

export const COMMON: Readers<CommonProps> = {
  slug: text,
  role: text,
  userName: text,
  language: text,
  csrfToken: text,
  apiBase: text,
};

/** Read the props of the page; throws an Error that names a wrong one. */
export function readProps<Props>(readers: Readers<Props>): Props {
  const written = document.getElementById("island-props")?.textContent ?? "{}";
  const values = JSON.parse(written) as Record<string, unknown>;
  const names = Object.keys(readers) as (keyof Props & string)[];
  return Object.fromEntries(
    names.map((name) => [name, readOne(name, readers[name], values)]),
  ) as Props;
}

function readOne(name: string, reader: Reader<unknown>, values: Record<string, unknown>): unknown {
  try {
    return reader(values[name]);
  } catch (cause) {
    throw new Error(`island-props: ${name}: ${String(cause)}`, { cause });
  }
}
