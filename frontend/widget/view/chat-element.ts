import type { Config } from "../api";
import { Chat } from "../chat";
import { readableOn, textOn, validAccent } from "../colour";
import type { Embedding } from "../embedding";
import { type Words, wordsFor } from "../i18n";
import type { MessageFrame } from "../protocol";
import { Storage } from "../storage";
import { unsent } from "../thread";
import { Launcher } from "./launcher";
import { h } from "./markup";
import { Panel } from "./panel";
import style from "./style.css?inline";

/** Grounds on which the accent must read as text, in light and in dark. */
const LIGHT_GROUND = "#f3f4f6";
const DARK_GROUND = "#1f2937";

/**
 * `<xin-chat>`: the whole widget behind a shadow root, so that neither side's styles reach the
 * other. It tells the page `xin:ready`, `xin:opened`, `xin:closed` and `xin:message`.
 */
export class ChatElement extends HTMLElement {
  private readonly root = this.attachShadow({ mode: "open" });
  private readonly frame = h("div", { class: "frame", role: "region" });
  private launcher?: Launcher;
  private panel?: Panel;
  private chat?: Chat;
  private build?: () => Panel;
  private opened = false;
  private unread = false;

  /** Draw the launcher. Nothing is connected before the visitor opens the panel. */
  start(embedding: Embedding, config: Config): void {
    const words = wordsFor(config.language, document.documentElement.lang, navigator.language);
    const chat = this.newChat(embedding);
    this.chat = chat;
    this.dress(validAccent(config.accent), words);
    this.launcher = new Launcher(words, () => this.toggle());
    this.build = () => new Panel(chat, config.name || words.chat, words, () => this.close());
    this.frame.append(this.launcher.element);
    // Words that the visitor saw being kept are sent without asking them to come back first.
    if (unsent(chat.thread).length > 0) chat.connect();
    this.tell("ready");
  }

  /** A page that moved the opened chat elsewhere keeps it going. */
  connectedCallback(): void {
    if (this.opened) this.chat?.connect();
  }

  /** A page that takes the chat away ends its connection too. */
  disconnectedCallback(): void {
    this.chat?.disconnect();
  }

  open(): void {
    if (this.opened || !this.chat || !this.build) return;
    this.opened = true;
    this.unread = false;
    if (!this.panel) {
      this.panel = this.build();
      this.frame.prepend(this.panel.element);
    }
    this.chat.connect();
    this.render();
    this.panel.show(true);
    this.panel.focus();
    this.tell("opened");
  }

  close(): void {
    if (!this.opened) return;
    this.opened = false;
    this.render();
    this.panel?.show(false);
    this.launcher?.element.focus({ preventScroll: true });
    this.tell("closed");
  }

  toggle(): void {
    if (this.opened) this.close();
    else this.open();
  }

  private newChat(embedding: Embedding): Chat {
    return new Chat(embedding, new Storage(embedding.storageName), {
      changed: () => this.render(),
      message: (message) => this.noticed(message),
    });
  }

  private noticed({ author, seq }: MessageFrame): void {
    if (!this.opened && author !== "visitor") this.unread = true;
    this.tell("message", { author, seq });
    this.render();
  }

  private render(): void {
    if (!this.chat) return;
    this.launcher?.render(this.opened, this.unread);
    this.panel?.render(this.chat.thread);
    if (this.opened && !document.hidden) this.chat.seen();
  }

  private dress(accent: string, words: Words): void {
    const { frame, root } = this;
    frame.setAttribute("aria-label", words.chat);
    frame.dir = getComputedStyle(document.documentElement).direction || "ltr";
    frame.style.setProperty("--accent", accent);
    frame.style.setProperty("--on-accent", textOn(accent));
    frame.style.setProperty("--accent-on-light", readableOn(LIGHT_GROUND, accent));
    frame.style.setProperty("--accent-on-dark", readableOn(DARK_GROUND, accent));
    for (const type of ["keydown", "keyup", "keypress"] as const) {
      frame.addEventListener(type, (event) => this.keepKey(event));
    }
    addStyle(root);
    root.append(frame);
  }

  /** Keys pressed here are words for the chat: the page's own shortcuts do not see them. */
  private keepKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.type === "keydown" && event.key === "Escape" && !event.isComposing) this.close();
  }

  private tell(news: string, detail?: object): void {
    this.dispatchEvent(new CustomEvent(`xin:${news}`, { bubbles: true, detail }));
  }
}

/** A constructed sheet passes a content security policy that forbids inline styles. */
function addStyle(root: ShadowRoot): void {
  if (!("adoptedStyleSheets" in root)) {
    (root as ShadowRoot).append(h("style", {}, style));
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
}
