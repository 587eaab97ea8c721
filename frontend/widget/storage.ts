/** What one visitor's browser keeps for one channel: the token and the unsent messages. */

import type { Outgoing } from "./thread";

/** Reads and writes never throw: without storage, or if nothing may last, the memory serves. */
export class Storage {
  private readonly memory = new Map<string, string>();
  private readonly outboxName: string;

  constructor(
    private readonly name: string,
    private readonly lasting = true,
  ) {
    this.outboxName = `${name}:outbox`;
  }

  get token(): string | null {
    return this.read(this.name);
  }

  set token(token: string) {
    this.write(this.name, token);
  }

  /** The greeting that the visitor has sent away, or answered by opening the chat. */
  get greeted(): string | null {
    return this.read(`${this.name}:greeting`);
  }

  set greeted(greeting: string) {
    this.write(`${this.name}:greeting`, greeting);
  }

  get outbox(): readonly Outgoing[] {
    try {
      const stored: unknown = JSON.parse(this.read(this.outboxName) ?? "[]");
      return Array.isArray(stored) ? stored : [];
    } catch {
      return [];
    }
  }

  /** Keep a message, or its new state. Read anew first: another tab may keep messages too. */
  keep(outgoing: Outgoing): void {
    this.write(this.outboxName, JSON.stringify([...this.others(outgoing.id), outgoing]));
  }

  forget(id: string): void {
    this.write(this.outboxName, JSON.stringify(this.others(id)));
  }

  private others(id: string): readonly Outgoing[] {
    return this.outbox.filter((outgoing) => outgoing.id !== id);
  }

  private read(name: string): string | null {
    if (!this.lasting) return this.memory.get(name) ?? null;
    try {
      return localStorage.getItem(name) ?? this.memory.get(name) ?? null;
    } catch {
      return this.memory.get(name) ?? null;
    }
  }

  private write(name: string, value: string): void {
    this.memory.set(name, value);
    if (!this.lasting) return;
    try {
      localStorage.setItem(name, value);
    } catch {
      // Blocked or full: the memory copy lasts as long as the page.
    }
  }
}
