import { useState } from "react";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { BlockTile } from "../ui/block-tile";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { RelativeTime } from "../ui/relative-time";
import { SkeletonList } from "../ui/skeleton";
import { TabPanel, Tabs } from "../ui/tabs";
import { Row, Section } from "./section";

const TILES = [
  ["Messages", "chat_bubble"],
  ["Questions", "help"],
  ["Logic", "call_split"],
  ["AI", "auto_awesome"],
  ["Actions", "bolt"],
  ["Hand over", "support_agent"],
  ["Of a plug-in", "extension"],
] as const;

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export function Signs() {
  return (
    <Section title="Signs">
      <Row>
        <Badge icon="check_circle" meaning="done">
          Live
        </Badge>
        <Badge icon="schedule" meaning="needs">
          Waiting for a person
        </Badge>
        <Badge icon="error" meaning="failed">
          Failed
        </Badge>
        <Badge icon="info" meaning="info">
          Draft
        </Badge>
        <Badge icon="smart_toy">Bot</Badge>
      </Row>
      <Row>
        {TILES.map(([group, icon]) => (
          <BlockTile key={group} group={group} icon={icon} />
        ))}
      </Row>
      <Row>
        <Avatar name="Anna Berg" who="agent" />
        <Avatar name="Kim" />
        <Avatar name="" />
        <Avatar name="Bot" who="bot" />
        <Avatar name="Anna Berg" who="agent" large />
      </Row>
      <Row>
        {[0, 5, 300, 3_000, 900_000].map((minutes) => (
          <RelativeTime key={minutes} at={ago(minutes)} className="text-quiet text-xs" />
        ))}
      </Row>
    </Section>
  );
}

const LISTS = [
  { value: "waiting", label: "Waiting", count: 3 },
  { value: "mine", label: "Mine", count: 12 },
  { value: "bot", label: "Bot is talking" },
  { value: "done", label: "Done" },
] as const;

type List = (typeof LISTS)[number]["value"];

export function Lists() {
  const [list, setList] = useState<List>("waiting");
  return (
    <Section title="Lists">
      <Tabs label="Conversations" tabs={LISTS} value={list} onValueChange={setList}>
        <TabPanel value={list}>
          <EmptyState
            icon="forum"
            title="Nobody is waiting"
            help="A conversation appears here when the bot hands it over."
            action={<Button icon="play_arrow">Try the bot</Button>}
            link={<a href="#lists">How a hand-over works</a>}
          />
        </TabPanel>
      </Tabs>
      <SkeletonList rows={3} className="h-16" />
    </Section>
  );
}
