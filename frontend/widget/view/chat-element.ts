import { readableOn, textOn, validAccent } from "../../content/colour";
import { addStyle, h } from "../../content/markup";
import type { ThreadMessage } from "../../wire/frames.gen";
import type { WidgetConfig } from "../../wire/widget-config";
import { Chat, type Dial } from "../chat";
import { type Words, wordsFor } from "../i18n";
import type { Storage } from "../storage";
import { unsent } from "../thread";
import { Greeting } from "./greeting";
import { Launcher } from "./launcher";
import { Panel } from "./panel";
import { SecondScript, type Server } from "./second-script";
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
  private greeting?: Greeting;
  private panel: Panel | undefined;
  private chat?: Chat;
  private second?: SecondScript;
  private build?: () => Panel;
  private opened = false;
  private unread = false;

  /** Draw the launcher. No line is opened before the visitor opens the panel. */
  start(storage: Storage, dial: Dial, config: WidgetConfig, server: Server): void {
    const chat = new Chat(dial, storage, {
      changed: () => this.render(),
      message: (message) => this.noticed(message),
    });
    this.chat = chat;
    for (const type of ["keydown", "keyup", "keypress"] as const) {
      this.frame.addEventListener(type, (event) => this.keepKey(event));
    }
    addStyle(this.root, style);
    this.second = new SecondScript(server, this.root, () => chat.proof);
    this.root.append(this.frame);
    this.wear(config);
    // Words that the visitor saw being kept are sent without asking them to come back first.
    if (unsent(chat.thread).length > 0) chat.connect();
    this.emit("ready");
  }

  /** Take on a look, the first one or another; the thread stays. */
  wear(config: WidgetConfig): void {
    const { chat, second } = this;
    if (!chat || !second) return;
    const words = wordsFor(config.language, document.documentElement.lang, navigator.language);
    this.dress(config, words);
    this.launcher = new Launcher(words, () => this.toggle());
    this.greeting = new Greeting(config.greeting ?? "", words, chat.storage, () => this.open());
    const name = config.name || words.chat;
    this.build = () => new Panel(chat, name, words, second, () => this.close());
    this.panel = undefined;
    this.frame.replaceChildren(this.launcher.element, this.greeting.element);
    if (this.opened) this.showPanel();
    this.render();
  }

  /** A page that moved the opened chat elsewhere keeps it going. */
  connectedCallback(): void {
    if (this.opened) this.chat?.connect();
  }

  /** A page that takes the chat away ends its connection too. */
  disconnectedCallback(): void {
    this.chat?.disconnect();
  }

  /** Show the panel; without `focus` the page keeps it. */
  open(focus = true): void {
    if (this.opened || !this.chat) return;
    this.opened = true;
    this.unread = false;
    this.greeting?.answered();
    this.chat.connect();
    this.render();
    this.showPanel();
    if (focus) this.panel?.focus();
    this.emit("opened");
  }

  close(focus = true): void {
    if (!this.opened) return;
    this.opened = false;
    this.render();
    this.panel?.show(false);
    if (focus) this.launcher?.element.focus({ preventScroll: true });
    this.emit("closed");
  }

  toggle(): void {
    if (this.opened) this.close();
    else this.open();
  }

  private showPanel(): void {
    if (!this.panel && this.build && this.chat) {
      this.panel = this.build();
      this.frame.prepend(this.panel.element);
      this.panel.render(this.chat.thread);
    }
    this.panel?.show(true);
  }

  private noticed({ author, seq }: ThreadMessage): void {
    if (!this.opened && author !== "visitor") this.unread = true;
    this.emit("message", { author, seq });
    this.render();
  }

  private render(): void {
    if (!this.chat) return;
    this.launcher?.render(this.opened, this.unread);
    this.greeting?.render(this.opened);
    this.panel?.render(this.chat.thread);
    if (this.opened && !document.hidden) this.chat.seen();
  }

  private dress(config: WidgetConfig, words: Words): void {
    const { frame } = this;
    const accent = validAccent(config.accent);
    frame.setAttribute("aria-label", words.chat);
    frame.dir = getComputedStyle(document.documentElement).direction || "ltr";
    const side = frame.dir === "rtl" ? "right" : "left";
    frame.classList.toggle("at-start", config.position === side);
    frame.style.setProperty("--accent", accent);
    frame.style.setProperty("--on-accent", textOn(accent));
    frame.style.setProperty("--accent-on-light", readableOn(LIGHT_GROUND, accent));
    frame.style.setProperty("--accent-on-dark", readableOn(DARK_GROUND, accent));
  }

  /** Keys pressed here are words for the chat: the page's own shortcuts do not see them. */
  private keepKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.type === "keydown" && event.key === "Escape" && !event.isComposing) this.close();
  }

  private emit(news: string, detail?: object): void {
    this.dispatchEvent(new CustomEvent(`xin:${news}`, { bubbles: true, detail }));
  }
}
