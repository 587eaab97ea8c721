/** Plays a visitor's script through the real widget socket, at the pace of a person. */

import { Connection, type Link } from "../../wire/connection";
import type { ClientFrame, ServerFrame } from "../../wire/frames.gen";
import type { Schemas } from "../api/client";
import { socketAddress } from "../api/socket-address";

type PretendVisit = Schemas["PretendVisitorOut"];
type PretendStep = Schemas["PretendStepOut"];

const TYPING_EVERY_MS = 2_000;
const ANSWER_MS = 15_000;

/** How it ended. */
export type PretendEnd = "done" | "refused";

export class PretendVisitor {
  private readonly socket: Connection<ServerFrame, ClientFrame>;
  private token: string | null = null;
  private answered: () => void = () => undefined;
  private stopped = false;

  constructor(
    private readonly visit: PretendVisit,
    private readonly ended: (end: PretendEnd) => void,
  ) {
    const { key, channel } = visit;
    const address = `/ws/widget?${new URLSearchParams({ key, channel })}`;
    this.socket = new Connection(socketAddress(address), {
      hello: () => ({ type: "hello", token: this.token }),
      received: (frame) => this.receive(frame),
      changed: (link) => this.linked(link),
    });
  }

  /** Come in, and say the script's words one after the other. */
  async play(): Promise<void> {
    this.socket.open();
    await this.answer();
    for (const step of this.visit.steps) {
      if (this.stopped) return;
      await this.take(step);
    }
    this.stop("done");
  }

  /** Leave; the conversation stays. */
  stop(end: PretendEnd = "done"): void {
    if (this.stopped) return;
    this.stopped = true;
    this.answered();
    this.socket.close();
    this.ended(end);
  }

  private async take(step: PretendStep): Promise<void> {
    await this.think(step);
    const client_msg_id = crypto.randomUUID();
    const answer = this.answer();
    this.socket.send({ type: "message", client_msg_id, text: step.text });
    await answer;
  }

  /** Wait as a person does who types. */
  private async think({ wait_seconds }: PretendStep): Promise<void> {
    const endsAt = Date.now() + wait_seconds * 1_000;
    while (!this.stopped && Date.now() < endsAt) {
      this.socket.send({ type: "typing" });
      await pause(Math.min(TYPING_EVERY_MS, endsAt - Date.now()));
    }
  }

  /** Until the bot's turn is over, or nobody is going to answer. */
  private answer(): Promise<void> {
    const done = new Promise<void>((resolve) => {
      this.answered = resolve;
    });
    return Promise.race([done, pause(ANSWER_MS)]);
  }

  private receive(frame: ServerFrame): void {
    if (frame.type === "ready") this.token = frame.token;
    if (frame.type === "turn_done") this.answered();
  }

  private linked(link: Link): void {
    if (link === "refused") this.stop("refused");
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
