import "../i18n/console";
import { mountIsland } from "../island/mount-island";
import { flag, text } from "../island/props";
import { Console, type ConsoleProps } from "./console";

mountIsland<ConsoleProps>("console", Console, {
  consoleSocket: text,
  userId: text,
  mayHandle: flag,
  mayKeepTests: flag,
});
