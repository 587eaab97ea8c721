import { expect, test } from "vitest";
import { freshItem } from "../items";
import { type Field, fieldsOf, isShown, withValue } from "../schema";
import { deriveSummary, rowSentence } from "../summary";
import { languagesOf, shownWords, withWords, wordsIn } from "../texts";
import type { Schema } from "../types";
import { asVariableName, variablesOf } from "../variables";
import { CHOICE, CONDITION, KINDS, SAY, sample } from "./sample";

const field = (fields: readonly { name: string }[], name: string) => {
  const found = fields.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found as ReturnType<typeof fieldsOf>[number];
};

test("a schema becomes fields with widgets, in its order, without ids", () => {
  const fields = fieldsOf(CHOICE.schema);
  expect(fields.map(({ name, widget }) => [name, widget])).toEqual([
    ["text", "text"],
    ["choices", "choices"],
    ["save_as", "variable"],
  ]);
  expect(field(fields, "choices").fields.map(({ name }) => name)).toEqual(["title"]);
  expect(field(fields, "save_as").optional).toBe(true);
  expect(field(fields, "text").translated).toBe(true);
});

test("a field without a hint gets the widget of its type", () => {
  const rows = field(fieldsOf(CONDITION.schema), "rows").fields;
  expect(rows.map(({ widget }) => widget)).toEqual(["variable", "select", "words"]);
  expect(field(rows, "operator").options).toContainEqual({ value: "is_set", label: "is set" });
  expect(field(rows, "field").reads).toBe(true);
});

test("a field that depends on another one comes and goes with it", () => {
  const rows = field(fieldsOf(CONDITION.schema), "rows").fields;
  const value = field(rows, "value");
  expect(isShown(value, { operator: "is_set" })).toBe(false);
  const compared = withValue({ field: "a", operator: "is_set" }, rows, "operator", "equals");
  expect(compared).toEqual({ field: "a", operator: "equals", value: "" });
  expect(withValue(compared, rows, "operator", "is_set")).toEqual({
    field: "a",
    operator: "is_set",
  });
});

test("the card shows the real words in the workspace's language, without braces", () => {
  const texts = [{ de: "Hallo", en: "Hello {{ first_name }}" }, "Bye"];
  expect(deriveSummary(SAY, { texts }, "en")).toBe("Hello [first name]\nBye");
  expect(deriveSummary(SAY, SAY.default, "en")).toBe("");
  const rows = [{ field: "order_number", operator: "equals", value: "1042" }];
  expect(deriveSummary(CONDITION, { match: "any", rows }, "en")).toBe("order number is 1042");
});

test("a row that compares with nothing says nothing of a value", () => {
  const list = field(fieldsOf(CONDITION.schema), "rows");
  expect(rowSentence(list, { field: "a", operator: "is_set", value: "x" })).toBe("a is set");
});

test("a new button has an id that no other has, and a new row runs", () => {
  const fields = fieldsOf(CHOICE.schema);
  const items = [
    { id: "choice_1", title: "" },
    { id: "mine", title: "" },
  ];
  expect(freshItem(field(fields, "choices"), items, CHOICE.default.choices)).toEqual({
    id: "choice_2",
    title: "",
  });
  const rows = field(fieldsOf(CONDITION.schema), "rows");
  expect(freshItem(rows, [], CONDITION.default.rows)).toEqual({
    field: "message",
    operator: "is_set",
  });
  expect(freshItem(field(fieldsOf(SAY.schema), "texts"), [], SAY.default.texts)).toBe("");
});

test("a new row copies what is chosen, and neither words nor the value that keeps it", () => {
  const many = [{ id: "field_1", label: "Name", kind: "email", required: true, save_as: "name" }];
  const widgets = { label: "words", kind: "select", required: "switch", save_as: "variable" };
  const parts = Object.entries(widgets).map(([name, widget]) => ({ name, widget }));
  const form = { ...field(fieldsOf(CHOICE.schema), "choices"), fields: parts as Field[] };
  expect(freshItem(form, many, many)).toEqual({
    id: "field_2",
    label: "",
    kind: "email",
    required: true,
    save_as: null,
  });
});

test("new items of a list within rows have ids of their own", () => {
  const button: Schema = { type: "object", properties: { title: { type: "string" } } };
  const buttons: Schema = { type: "array", items: button, ui: { widget: "choices" } };
  const card: Schema = { type: "object", properties: { buttons } };
  const schema: Schema = { properties: { cards: { type: "array", items: card } } };
  const inner = fieldsOf(schema)[0]?.fields[0] as Field;
  const first = freshItem(inner, [], undefined);
  expect([first, freshItem(inner, [first], undefined)]).toEqual([
    { id: "choice_1", title: "" },
    { id: "choice_2", title: "" },
  ]);
});

test("words of a second language stand beside the first, none is lost", () => {
  expect(withWords("Hi", "en", "en", "Hello")).toBe("Hello");
  const both = withWords("Hi", "de", "en", "Hallo");
  expect(both).toEqual({ en: "Hi", de: "Hallo" });
  expect(wordsIn(both, "de", "en")).toBe("Hallo");
  expect(wordsIn("Hi", "de", "en")).toBe("");
  expect(shownWords({ de: "Hallo", en: " " }, "en")).toBe("Hallo");
});

test("the languages of a flow are those of its words, the own one first", () => {
  const graph = sample();
  const nodes = graph.nodes.map((node) =>
    node.id === "hello" ? { ...node, config: { texts: [{ de: "Hallo", en: "Hi" }] } } : node,
  );
  expect(languagesOf({ ...graph, nodes }, "en")).toEqual(["en", "de"]);
  expect(languagesOf(graph, "en")).toEqual(["en"]);
});

test("values are those that are declared and those that blocks save", () => {
  const graph = sample();
  const nodes = graph.nodes.map((node) =>
    node.id === "menu" ? { ...node, config: { ...node.config, save_as: "pick" } } : node,
  );
  expect(variablesOf({ ...graph, nodes }, KINDS)).toEqual(["order_number", "pick"]);
  expect(asVariableName(" Größe der Schuhe! ")).toBe("gro_e_der_schuhe");
  expect(asVariableName("2nd order")).toBe("nd_order");
});
