import type { TFunction } from "i18next";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Field, fieldsOf, isShown, withValue } from "../../graph/schema";
import type { FlowNode, NodeKind } from "../../graph/types";
import { BlockTile } from "../../ui/block-tile";
import { Icon } from "../../ui/icon";
import type { Finding } from "../api/flow-api";
import { configure } from "../store/commands";
import { shownFindings, wordsOf } from "../store/findings";
import { useDesigner, useDesignerStore } from "../store/store";
import type { DesignerState } from "../store/types";
import { useBlock } from "../store/use-block";
import { Input } from "./input";
import type { Errors } from "./input-props";
import { Languages } from "./languages";
import { Paths } from "./paths";

const requestOf = (state: DesignerState) => state.focusRequest;

/** Everything a block is told, drawn from its kind's schema. */
export function Inspector({ node }: { node: FlowNode }) {
  const { t } = useTranslation("designer");
  const { kind, card } = useBlock(node);
  const body = useFocusOnRequest();
  const findings = useDesigner(shownFindings).filter((finding) => finding.node === node.id);
  if (!kind) return <p className="p-4 text-sm">{t("card.unknown", { kind: node.kind })}</p>;
  const fields = fieldsOf(kind.schema);
  return (
    <div ref={body} className="flex flex-col gap-4 p-4">
      <Head kind={kind} />
      {fields.some(speaks) && <Languages />}
      <Fields node={node} fields={fields.filter((field) => !field.advanced)} findings={findings} />
      <Advanced node={node} fields={fields.filter((field) => field.advanced)} findings={findings} />
      <Remarks findings={findings.filter((finding) => !finding.field)} />
      <Paths node={node} exits={card.exits} />
    </div>
  );
}

const speaks = (field: Field): boolean => field.translated || field.fields.some(speaks);

/** A block that was just added, or opened by a key, takes the focus into its first field. */
function useFocusOnRequest() {
  const body = useRef<HTMLDivElement>(null);
  const request = useDesigner(requestOf);
  useEffect(() => {
    if (request > 0) body.current?.querySelector<HTMLElement>("[data-field]")?.focus();
  }, [request]);
  return body;
}

function Head({ kind }: { kind: NodeKind }) {
  return (
    <div className="flex items-start gap-2 pe-8">
      <BlockTile group={kind.group} icon={kind.icon} />
      <div className="min-w-0">
        <h2 className="text-sm leading-7">{kind.label}</h2>
        <p className="text-quiet text-xs">{kind.help}</p>
      </div>
    </div>
  );
}

function Remarks({ findings }: { findings: readonly Finding[] }) {
  return findings.map((finding) => (
    <p
      key={finding.code + finding.message}
      className={`flex gap-2 rounded-control p-2 text-xs ${finding.severity === "error" ? "bg-failed-soft text-failed" : "bg-needs-soft text-needs"}`}
    >
      <Icon name={finding.severity === "error" ? "error" : "warning"} small />
      {finding.message}
    </p>
  ));
}

interface FieldsProps {
  node: FlowNode;
  fields: readonly Field[];
  findings: readonly Finding[];
}

function Fields({ node, fields, findings }: FieldsProps) {
  const { t } = useTranslation("designer");
  const store = useDesignerStore();
  const errors = errorsByField(findings, t);
  return fields
    .filter((field) => isShown(field, node.config))
    .map((field) => (
      <Input
        key={`${node.id}.${field.name}`}
        field={field}
        value={node.config[field.name]}
        path={field.name}
        errors={errors}
        onChange={(value) =>
          configure(
            store,
            node.id,
            withValue(node.config, fields, field.name, value),
            `${node.id}.${field.name}`,
          )
        }
      />
    ));
}

function errorsByField(findings: readonly Finding[], t: TFunction<"designer">): Errors {
  const about = findings.flatMap((finding) =>
    finding.field ? [[finding.field, wordsOf(finding, t)] as const] : [],
  );
  return Object.fromEntries(about);
}

function Advanced(props: FieldsProps) {
  const { t } = useTranslation("designer");
  if (props.fields.length === 0) return null;
  return (
    <details className="border-t pt-3">
      <summary className="cursor-pointer font-medium text-compact">{t("field.advanced")}</summary>
      <div className="flex flex-col gap-4 pt-3">
        <Fields {...props} />
      </div>
    </details>
  );
}
