import "../i18n/snippet";
import { mountIsland } from "../island/mount-island";
import { flag, text } from "../island/props";
import { SnippetScreen } from "./screen";

mountIsland("snippet", SnippetScreen, {
  channelId: text,
  embedUrl: text,
  previewUrl: text,
  workspaceName: text,
  workspaceLanguage: text,
  mayEdit: flag,
});
