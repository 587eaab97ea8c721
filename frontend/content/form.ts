import type { FormContent, FormField } from "../wire/frames.gen";
import { h, setText } from "./markup";
import { errorLine, sendButton } from "./sending";
import type { Tools, VisitorInput } from "./tools";
import { type Words, wordsIn } from "./words";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Values = NonNullable<VisitorInput["values"]>;

interface DrawnField {
  readonly field: FormField;
  readonly control: Control;
  readonly error: HTMLElement;
  readonly row: HTMLElement;
}

/** Draw several fields and one button; what is wrong is said at each field. */
export function askForm(content: FormContent, { language, say }: Tools): HTMLElement {
  const words = wordsIn(language);
  const fields = content.fields.map((field) => drawField(field, words));
  const form = h("form", { class: "form", "aria-label": content.text });
  form.noValidate = true;
  form.append(...fields.map(({ row }) => row), sendButton(content.send || words.send));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = fields.filter((drawn) => check(drawn, words));
    if (wrong[0]) wrong[0].control.focus();
    else say(inputFrom(fields));
  });
  return form;
}

const TYPES: { readonly [kind in FormField["kind"]]?: string } = {
  text: "text",
  email: "email",
  phone: "tel",
  number: "number",
  date: "date",
  checkbox: "checkbox",
};
/** What browsers may fill in by themselves. */
const KNOWN: { readonly [kind in FormField["kind"]]?: string } = { email: "email", phone: "tel" };

function drawField(field: FormField, words: Words): DrawnField {
  const control = drawControl(field, words);
  const error = errorLine();
  control.id = `field-${field.id}`;
  error.id = `${control.id}-error`;
  control.setAttribute("aria-describedby", error.id);
  control.required = field.required !== false;
  const optional = control.required ? [] : [h("i", {}, ` ${words.optional}`)];
  const label = h("label", { for: control.id, dir: "auto" }, field.label, ...optional);
  const parts = field.kind === "checkbox" ? [control, label, error] : [label, control, error];
  return { field, control, error, row: h("div", { class: `field ${field.kind}` }, ...parts) };
}

function drawControl({ kind, options = [] }: FormField, words: Words): Control {
  if (kind === "long_text") return h("textarea", { rows: "3", dir: "auto" });
  if (kind === "select") {
    const offered = options.map((option) => h("option", { value: option }, option));
    return h("select", {}, h("option", { value: "" }, words.select), ...offered);
  }
  const step = kind === "number" ? { step: "any" } : {};
  const known = { type: TYPES[kind] ?? "text", autocomplete: KNOWN[kind] ?? "on", dir: "auto" };
  return h("input", { ...known, ...step });
}

/** Say at the field what is wrong with it. */
function check({ control, error }: DrawnField, words: Words): boolean {
  const blank = control.required && control.type !== "checkbox" && !control.value.trim();
  const missing = blank || (control.validity.valueMissing && !control.validity.badInput);
  const wrong = missing ? words.required : control.validity.valid ? "" : words.invalid;
  setText(error, wrong);
  control.ariaInvalid = String(Boolean(wrong));
  return Boolean(wrong);
}

function inputFrom(fields: readonly DrawnField[]): VisitorInput {
  const filled = fields.filter(({ control }) => isBox(control) || control.value.trim());
  const values = filled.map(({ field, control }) => [field.id, given(field, control)] as const);
  const lines = filled.map(({ field, control }) => `${field.label}: ${shown(field, control)}`);
  return { text: lines.join("\n"), values: Object.fromEntries(values) };
}

const isBox = (control: Control): control is HTMLInputElement => control.type === "checkbox";

function given({ kind }: FormField, control: Control): Values[string] {
  if (isBox(control)) return control.checked;
  const value = control.value.trim();
  return kind === "number" ? Number(value) : value;
}

function shown(field: FormField, control: Control): string {
  const value = given(field, control);
  return typeof value === "boolean" ? (value ? "✓" : "✗") : String(value);
}
