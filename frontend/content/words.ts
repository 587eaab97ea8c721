/** The words on drawn contents. */

import { translated } from "./translations";

const en = {
  cards: "Cards",
  choose: "Choose an answer",
  choosePhoto: "Take a photo",
  chooseFile: "Choose a file",
  dropHere: "or drop it here",
  fileTooLarge: (megabytes: string) => `The file is larger than ${megabytes} MB.`,
  fileWrongKind: "A file of this kind is not asked for.",
  fileFailed: "The file was not sent. Check the connection and try again.",
  from: (earliest: string) => `The earliest is ${earliest}.`,
  invalid: "This does not look right. Check it.",
  locate: "Share my location",
  locating: "Looking…",
  locationRefused: "Your location is not available. Type the place below instead.",
  noFilesHere: "Files can be sent on your site, not in this preview.",
  optional: "optional",
  pickOne: "Pick at least one.",
  required: "This is still missing.",
  select: "Choose…",
  send: "Send",
  sendingFile: (name: string) => `Sending ${name}`,
  step: (index: number, of: number) => `${index} of ${of}`,
  sources: (count: number) => (count === 1 ? "1 source" : `${count} sources`),
  until: (latest: string) => `The latest is ${latest}.`,
};

export type Words = typeof en;

const de: Words = {
  cards: "Karten",
  choose: "Antwort wählen",
  choosePhoto: "Foto aufnehmen",
  chooseFile: "Datei wählen",
  dropHere: "oder hierher ziehen",
  fileTooLarge: (megabytes) => `Die Datei ist größer als ${megabytes} MB.`,
  fileWrongKind: "Nach einer Datei dieser Art ist nicht gefragt.",
  fileFailed: "Die Datei wurde nicht gesendet. Verbindung prüfen und erneut versuchen.",
  from: (earliest) => `Frühestens ${earliest}.`,
  invalid: "Das sieht nicht richtig aus. Noch einmal prüfen.",
  locate: "Standort teilen",
  locating: "Wird gesucht…",
  locationRefused: "Der Standort ist nicht verfügbar. Den Ort stattdessen unten eingeben.",
  noFilesHere: "Dateien lassen sich auf der eigenen Website senden, nicht in dieser Vorschau.",
  optional: "freiwillig",
  pickOne: "Mindestens eine Antwort wählen.",
  required: "Das fehlt noch.",
  select: "Auswählen…",
  send: "Senden",
  sendingFile: (name) => `${name} wird gesendet`,
  step: (index, of) => `${index} von ${of}`,
  sources: (count) => (count === 1 ? "1 Quelle" : `${count} Quellen`),
  until: (latest) => `Spätestens ${latest}.`,
};

/** The words in the language of the page. */
export const wordsIn = (language: string): Words => translated({ en, de }, language);
