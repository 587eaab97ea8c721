/** The widget's own words. What the bot says comes from the server. */

import { translated } from "../content/translations";

const en = {
  language: "en",
  away: "We cannot be reached right now. Your message is kept here and sent as soon as the connection is back.",
  chat: "Chat",
  choose: "Choose an answer",
  close: "Close chat",
  connecting: "Connecting…",
  assistant: "Automated assistant",
  dismiss: "Dismiss this message",
  empty: "Write to us. The answer comes here.",
  left: (count: number) => `${count.toLocaleString("en")} left`,
  messages: "Messages",
  newConversation: "New conversation",
  newMessages: "Open chat, new messages",
  notSent: "Not sent.",
  open: "Open chat",
  over: (count: number) => `Too long by ${count.toLocaleString("en")}`,
  refused: "The chat is not available here.",
  send: "Send",
  sending: "Sending",
  startOver: "Start over",
  team: "Team",
  tryAgain: "Try again",
  waiting: "Somebody from the team will answer here",
  write: "Write a message…",
  you: "You",
};

export type Words = typeof en;

const de: Words = {
  language: "de",
  away: "Wir sind gerade nicht erreichbar. Die Nachricht bleibt hier und wird gesendet, sobald die Verbindung wieder da ist.",
  chat: "Chat",
  choose: "Antwort wählen",
  close: "Chat schließen",
  connecting: "Verbindung wird aufgebaut…",
  assistant: "Automatischer Assistent",
  dismiss: "Nachricht ausblenden",
  empty: "Schreiben Sie uns. Die Antwort kommt hier.",
  left: (count) => `Noch ${count.toLocaleString("de")}`,
  messages: "Nachrichten",
  newConversation: "Neue Unterhaltung",
  newMessages: "Chat öffnen, neue Nachrichten",
  notSent: "Nicht gesendet.",
  open: "Chat öffnen",
  over: (count) => `Um ${count.toLocaleString("de")} zu lang`,
  refused: "Der Chat ist hier nicht verfügbar.",
  send: "Senden",
  sending: "Wird gesendet",
  startOver: "Neu beginnen",
  team: "Team",
  tryAgain: "Erneut versuchen",
  waiting: "Jemand aus dem Team antwortet hier",
  write: "Nachricht schreiben…",
  you: "Sie",
};

/** The words of the first wish that is spoken here, else English. */
export const wordsFor = (...wishes: readonly (string | undefined)[]): Words =>
  translated({ en, de }, ...wishes);
