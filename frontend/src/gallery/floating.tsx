import { useState } from "react";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog, Drawer } from "../ui/dialog";
import { IconButton } from "../ui/icon-button";
import { Menu, type MenuItem } from "../ui/menu";
import { Popover } from "../ui/popover";
import { TextField } from "../ui/text-field";
import { showFailure, showToast } from "../ui/toast-store";
import { Row, Section } from "./section";

const BLOCK_MENU: readonly MenuItem[] = [
  { label: "Rename", icon: "edit", keys: "F2", onSelect: () => showToast("Renamed") },
  {
    label: "Duplicate",
    icon: "content_copy",
    keys: "Mod+D",
    onSelect: () => showToast("Duplicated"),
  },
  "line",
  {
    label: "Delete",
    icon: "delete",
    danger: true,
    onSelect: () => showToast("Block deleted", restore),
  },
];

function restore(): void {
  showToast("The block is back");
}

export function Floating() {
  return (
    <Section title="What floats">
      <Row>
        <Menu
          align="start"
          trigger={<IconButton icon="more_horiz" label="More" />}
          items={BLOCK_MENU}
        />
        <Popover label="Version" trigger={<Button icon="history">Version 4</Button>}>
          <p>Published by Anna, live on Website.</p>
        </Popover>
        <Publish />
        <Inspector />
        <Delete />
        <Button onClick={() => showToast("3 blocks deleted", restore)}>Toast</Button>
        <Button onClick={() => showFailure("Not sent: the server is away.")}>Failure</Button>
      </Row>
    </Section>
  );
}

function Publish() {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  return (
    <>
      <Button onClick={() => setOpen(true)}>Dialog</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Publish version 5"
        description="Running conversations move when it is safe."
        footer={
          <Button look="primary" onClick={() => setOpen(false)}>
            Publish
          </Button>
        }
      >
        <TextField label="Note" value={note} onValueChange={setNote} />
      </Dialog>
    </>
  );
}

function Inspector() {
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState("Opening hours");
  return (
    <>
      <Button onClick={() => setOpen(true)}>Drawer</Button>
      <Drawer open={open} onOpenChange={setOpen} title="Message" description="Says something.">
        <TextField label="Title" value={title} onValueChange={setTitle} />
      </Drawer>
    </>
  );
}

function Delete() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Confirm</Button>
      <Confirm
        open={open}
        onOpenChange={setOpen}
        title="Delete the flow Welcome?"
        consequence="Its 4 versions go with it. 12 running conversations end."
        action="Delete flow"
        onConfirm={() => showToast("Flow deleted")}
      />
    </>
  );
}
