import { Command } from "cmdk";
import { useTranslation } from "react-i18next";
import { mayAdd } from "../../graph/nodes";
import type { FlowGraph, Kinds, NodeKind, Purpose } from "../../graph/types";
import { BlockTile } from "../../ui/block-tile";
import { graphOf, kindsOf, purposeOf } from "../store/selectors";
import { useDesigner } from "../store/store";

export const ENTRY =
  "flex min-h-control cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-sm text-strong data-[selected=true]:bg-hover";
export const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-quiet [&_[cmdk-group-heading]]:text-xs";
export const SEARCH =
  "h-field w-full rounded-control border border-edge bg-card px-3 text-sm text-strong touch:text-base";

/** The kinds by group, as the server orders them. */
export function groupsOf(kinds: Iterable<NodeKind>): [string, NodeKind[]][] {
  const groups = new Map<string, NodeKind[]>();
  for (const kind of kinds) groups.set(kind.group, [...(groups.get(kind.group) ?? []), kind]);
  return [...groups];
}

/** The kinds that a flow, or a policy, may have one more block of. */
export function offered(kinds: Kinds, graph: FlowGraph, purpose: Purpose): NodeKind[] {
  return [...kinds.values()].filter(
    (kind) => kind.purposes.includes(purpose) && mayAdd(graph, kind.kind),
  );
}

/** The kinds of blocks as entries of a search list. */
export function BlockEntries({ onPick }: { onPick: (kind: NodeKind) => void }) {
  const kinds = useDesigner(kindsOf);
  const graph = useDesigner(graphOf);
  const { t } = useTranslation("designer");
  const purpose = useDesigner(purposeOf);
  return groupsOf(offered(kinds, graph, purpose)).map(([group, members]) => (
    <Command.Group
      key={group}
      heading={t(`group.${group}` as "group.Messages", { defaultValue: group })}
      className={GROUP}
    >
      {members.map((kind) => (
        <Command.Item
          key={kind.kind}
          value={kind.kind}
          keywords={[kind.label, kind.group, ...kind.search]}
          onSelect={() => onPick(kind)}
          className={ENTRY}
        >
          <BlockTile group={kind.group} icon={kind.icon} />
          {kind.label}
        </Command.Item>
      ))}
    </Command.Group>
  ));
}
