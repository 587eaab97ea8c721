/** Plays the server for the preview: each turn is the real flow's, nothing is stored. */

import { type Author, choicesOf } from "../../wire/frames";
import type { ClientFrame, Content, ServerFrame, VisitorMessage } from "../../wire/frames.gen";
import type { RehearsalInput, Turn } from "./channel-api";

type Values = NonNullable<VisitorMessage["values"]>;

/** The other end of the preview's line. */
export class Rehearsal {
  private seq = 0;
  private turn = 0;
  private state: Turn["state"] | undefined;
  /** What the buttons say, by their ids. */
  private readonly titles = new Map<string, string>();
  /** What the fields of the last form are called, by their ids. */
  private labels: ReadonlyMap<string, string> = new Map();
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly play: (input: RehearsalInput) => Promise<Turn>,
    private readonly say: (frame: ServerFrame) => void,
  ) {}

  /** Take what the visitor's side sends; frames are answered one after the other. */
  take(frame: ClientFrame): void {
    this.line = this.line.then(() => this.answer(frame));
  }

  private async answer(frame: ClientFrame): Promise<void> {
    if (frame.type === "hello") await this.open();
    if (frame.type === "message") await this.takeMessage(frame);
    if (frame.type === "start_over") await this.startOver();
  }

  private async open(): Promise<void> {
    this.seq = 0;
    this.state = undefined;
    this.say({ type: "ready", token: "preview", conversation_id: newName(), seq: 0 });
    await this.reply({ cause: "opened" });
  }

  private async takeMessage(frame: ClientFrame & { type: "message" }): Promise<void> {
    this.seq += 1;
    this.say({ type: "ack", client_msg_id: frame.client_msg_id, seq: this.seq });
    await this.reply({ input: this.input(frame), ...this.before() });
  }

  private async startOver(): Promise<void> {
    this.message({ type: "divider", reason: "start_over" }, "system");
    await this.reply({ cause: "start_over", ...this.before() });
  }

  private input({ choice, values, text }: VisitorMessage): NonNullable<RehearsalInput["input"]> {
    if (choice) return this.picked(choice);
    return values ? { text: this.filled(values), values } : { text: text ?? "" };
  }

  /** A filled form in words, as the server says it. */
  private filled(values: Values): string {
    const filled = Object.entries(values).filter(([, value]) => value !== "");
    const lines = filled.map(([id, value]) => [this.labels.get(id), marked(value)]);
    return lines.map((line) => line.filter(Boolean).join(": ")).join("\n") || "-";
  }

  private picked(choice: string): { choice: string; text: string } {
    return { choice, text: this.titles.get(choice) ?? choice };
  }

  private before(): Pick<RehearsalInput, "state"> {
    return this.state === undefined ? {} : { state: this.state };
  }

  private async reply(input: RehearsalInput): Promise<void> {
    this.turn += 1;
    const turn = String(this.turn);
    try {
      const { replies, state, outcome } = await this.play(input);
      this.state = state;
      for (const content of replies) {
        this.message(content, content.type === "divider" ? "system" : "bot");
      }
      if (outcome === "handed_over") this.say({ type: "status", handled_by: "waiting" });
      else if (outcome !== "muted") this.say({ type: "status", handled_by: "bot" });
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      this.say({ type: "error", code: "unavailable", message });
    }
    this.say({ type: "turn_done", turn, seq: this.seq });
  }

  private message(content: Content, author: Author): void {
    this.seq += 1;
    for (const { id, title } of choicesOf(content)) this.titles.set(id, title);
    if (content.type === "form") this.labels = new Map(content.fields.map((f) => [f.id, f.label]));
    this.say({ type: "message", seq: this.seq, author, content, at: new Date().toISOString() });
  }
}

function marked(value: Values[string]): string {
  return typeof value === "boolean" ? (value ? "✓" : "✗") : String(value);
}

/** A conversation that is a new one to the widget: it drops what it showed before. */
function newName(): string {
  return `preview-${Math.random().toString(36).slice(2)}`;
}
