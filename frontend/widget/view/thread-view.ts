import { h, setText } from "../../content/markup";
import type { VisitorInput } from "../../content/tools";
import type { Words } from "../i18n";
import { type Draft, type Message, type Outgoing, openQuestion, type Thread } from "../thread";
import { drawEntry, type Entry, showDelivery } from "./bubble";
import { Question } from "./question";
import type { ChatTools, SecondScript } from "./second-script";

export interface ThreadActions {
  say(input: VisitorInput): void;
  tryAgain(id: string): void;
}

/** Messages from old to new, and below them what is going on right now. */
export class ThreadView {
  readonly element: HTMLElement;
  private readonly log: HTMLElement;
  private readonly draft = h("p", { dir: "auto" });
  private readonly draftRow: HTMLElement;
  private readonly dots = h("div", { class: "row dots", "data-author": "bot" });
  private readonly empty: HTMLElement;
  private readonly notice = h("p", { class: "notice", role: "status" });
  private readonly question: Question;
  private readonly tools: ChatTools;
  private readonly rows = new Map<string, HTMLElement | null>();
  private waiting = 0;

  constructor(
    private readonly words: Words,
    private readonly second: SecondScript,
    private readonly actions: ThreadActions,
  ) {
    this.tools = second.tools(words, actions.say);
    const bubble = h("div", { class: "bubble" }, this.draft);
    const unheard = { "data-author": "bot", "aria-hidden": "true" };
    this.draftRow = h("div", { class: "row draft", ...unheard }, bubble);
    this.question = new Question(second, this.tools);
    this.empty = h("p", { class: "empty" }, words.empty);
    this.dots.append(h("div", { class: "bubble" }, h("i"), h("i"), h("i")));
    this.log = h("div", { class: "log", role: "log", "aria-label": words.messages });
    const now = h("div", { class: "now", "aria-hidden": "true" }, this.dots);
    const parts = [this.empty, this.log, now, this.question.element, this.notice];
    const label = { role: "group", "aria-label": words.messages };
    this.element = h("div", { class: "thread", tabindex: "0", ...label }, h("div", {}, ...parts));
  }

  render(thread: Thread): void {
    const spoke = thread.outbox.length > this.waiting;
    this.waiting = thread.outbox.length;
    this.renderLog(entries(thread));
    this.renderDraft(thread.draft);
    this.renderNow(thread);
    const question = openQuestion(thread);
    this.question.render(question);
    this.freeze(question ? thread.messages.at(-1) : undefined);
    setText(this.notice, noticeOf(thread, this.words));
    if (spoke) this.toEnd();
  }

  /** The style sheet lays the thread out from its end, so that 0 is where news arrives. */
  toEnd(): void {
    this.element.scrollTop = 0;
  }

  /** Rows are made once and moved only when they stand elsewhere: a live region speaks once. */
  private renderLog(shown: readonly Entry[]): void {
    const gone = new Set(this.rows.keys());
    let next: ChildNode | null = this.log.firstChild;
    for (const entry of shown) {
      gone.delete(entry.key);
      const row = this.row(entry);
      if (!row) continue;
      if (row === next) next = next.nextSibling;
      else this.log.insertBefore(row, next);
    }
    for (const key of gone) this.remove(key);
  }

  /** Stands where its message will, so that nothing moves then; it is read out once, as that. */
  private renderDraft(draft: Draft | null): void {
    setText(this.draft, draft?.text ?? "");
    if (!draft) this.draftRow.remove();
    else if (this.log.lastChild !== this.draftRow) this.log.append(this.draftRow);
  }

  /** Buttons inside a message, as on cards, can be pressed only while it is the last one. */
  private freeze(open: Message | undefined): void {
    const live = open && this.rows.get(keyOf(open));
    for (const row of this.rows.values()) row?.classList.toggle("live", row === live);
  }

  private row(entry: Entry): HTMLElement | null {
    if (!this.rows.has(entry.key)) {
      this.rows.set(entry.key, drawEntry(entry, this.second, this.tools));
    }
    const row = this.rows.get(entry.key) ?? null;
    const tryAgain = () => this.actions.tryAgain(entry.key);
    if (row) showDelivery(row, entry.delivery, this.words, tryAgain);
    return row;
  }

  private remove(key: string): void {
    this.rows.get(key)?.remove();
    this.rows.delete(key);
  }

  private renderNow(thread: Thread): void {
    const nothing = thread.messages.length + thread.outbox.length === 0;
    const joining = nothing && thread.link === "connecting";
    const owed = thread.awaiting && thread.link === "online";
    this.dots.hidden = thread.draft !== null || !(thread.typing || owed || joining);
    this.empty.hidden = !nothing || thread.link !== "online" || thread.awaiting;
  }
}

function noticeOf({ link, notice }: Thread, words: Words): string {
  if (link === "refused") return words.refused;
  return link === "away" ? words.away : (notice ?? "");
}

function entries(thread: Thread): readonly Entry[] {
  return [...thread.messages.map(entryOfMessage), ...thread.outbox.map(entryOfOutgoing)];
}

function entryOfMessage(message: Message): Entry {
  const { author, content, name, written } = message;
  return { key: keyOf(message), author, content, name, written, delivery: "sent" };
}

/** A bubble of words stays the same one; the name of a sent file gives way to the file. */
function keyOf({ seq, id, content }: Message): string {
  return (content.type === "text" && id) || String(seq);
}

function entryOfOutgoing({ id, text, failed }: Outgoing): Entry {
  const delivery = failed ? "failed" : "pending";
  return { key: id, author: "visitor", content: { type: "text", text }, name: undefined, delivery };
}
