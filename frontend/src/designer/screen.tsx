import { useTranslation } from "react-i18next";
import { Canvas } from "./canvas/canvas";
import { CommandPalette } from "./command-palette";
import { ConflictDialog } from "./conflict-dialog";
import { KeysDialog } from "./keys-dialog";
import { Outline } from "./outline";
import { Palette } from "./palette";
import { useHotkeys } from "./parts/use-hotkeys";
import { usePhone } from "./parts/use-phone";
import { PublishDialog } from "./publish-dialog";
import { SidePanel } from "./side-panel";
import { mayEdit } from "./store/selectors";
import { useDesigner } from "./store/store";
import { TopBar } from "./top-bar";
import { useClipboard } from "./use-clipboard";

/** Palette, canvas and panel; on a phone the blocks as a list. */
export function Screen() {
  const phone = usePhone();
  const editing = useDesigner(mayEdit);
  useHotkeys();
  useClipboard();
  return (
    <>
      <TopBar />
      {phone ? <Outline /> : <Desk editing={editing} />}
      <PublishDialog />
      <ConflictDialog />
      <CommandPalette />
      <KeysDialog />
    </>
  );
}

function Desk({ editing }: { editing: boolean }) {
  const { t } = useTranslation("designer");
  return (
    <div className="relative flex h-full min-h-0 overflow-hidden">
      {editing && <Palette />}
      <section aria-label={t("canvas.label")} className="relative min-w-0 flex-1">
        <Canvas />
      </section>
      <SidePanel />
    </div>
  );
}
