import { useState } from "react";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Kbd } from "../ui/kbd";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import { TextArea } from "../ui/text-area";
import { TextField } from "../ui/text-field";
import { Row, Section } from "./section";

export function Buttons() {
  const [pinned, setPinned] = useState(true);
  return (
    <Section title="Buttons">
      <Row>
        <Button look="primary" icon="publish">
          Publish
        </Button>
        <Button icon="play_arrow">Try it</Button>
        <Button look="danger">Delete flow</Button>
      </Row>
      <Row>
        <Button look="primary" loading>
          Publish
        </Button>
        <Button look="primary" disabled>
          Publish
        </Button>
        <Button disabled>Try it</Button>
        <Button tall>As high as a field</Button>
      </Row>
      <Row>
        <IconButton icon="undo" label="Undo" keys="Mod+Z" />
        <IconButton icon="redo" label="Redo" disabled />
        <IconButton
          icon="push_pin"
          label="Pin"
          pressed={pinned}
          onClick={() => setPinned(!pinned)}
        />
        <Kbd keys="Mod+Shift+Z" />
      </Row>
    </Section>
  );
}

const ACTIONS = [
  { value: "ask", label: "Ask again" },
  { value: "hand_over", label: "Hand over to a person" },
];

export function Fields() {
  const [name, setName] = useState("Opening hours");
  const [words, setWords] = useState("We are open from 9 to 17.\nWhat would you like to know?");
  const [action, setAction] = useState("ask");
  return (
    <Section title="Fields">
      <TextField label="Name" help="Only your team sees it." value={name} onValueChange={setName} />
      <TextField
        label="Save the answer as"
        placeholder="order number"
        error="Give the value a name, such as order number."
        value=""
        onValueChange={setName}
      />
      <TextArea label="Message" value={words} onValueChange={setWords} />
      <Select
        label="When nothing fits"
        options={ACTIONS}
        value={action}
        onValueChange={setAction}
      />
      <Switches />
    </Section>
  );
}

function Switches() {
  const [sound, setSound] = useState(true);
  const [invite, setInvite] = useState(false);
  return (
    <div>
      <Switch label="Sound" checked={sound} onCheckedChange={setSound} />
      <Switch
        label="Ask for an e-mail address"
        help="When nobody is there to answer."
        checked={invite}
        onCheckedChange={setInvite}
      />
    </div>
  );
}
