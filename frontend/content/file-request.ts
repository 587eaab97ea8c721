import type { FileRequestContent } from "../wire/frames.gen";
import { clip } from "./icons";
import { h, setText } from "./markup";
import { errorLine } from "./sending";
import type { Tools } from "./tools";
import type { StoredFile } from "./upload";
import { wordsIn } from "./words";

/** Draw where a file is chosen, dropped or photographed, and how far it has come. */
export function askFile(content: FileRequestContent, tools: Tools): HTMLElement {
  const words = wordsIn(tools.language);
  const accept = (content.accept ?? []).join(",");
  const error = errorLine();
  const progress = h("progress", { max: "1", value: "0" });
  progress.hidden = true;
  const choose = picker(words.chooseFile, { accept });
  const photo = picker(words.choosePhoto, { accept: "image/*", capture: "environment" });
  photo.hidden = !takesPhotos(content);
  const hint = h("span", { class: "hint" }, words.dropHere);
  const area = h("div", { class: "drop" }, choose, photo, hint, progress, error);
  const take = async (file: File | undefined) => {
    if (!file || !progress.hidden) return;
    setText(error, refusal(file, content, tools));
    if (error.textContent) return;
    progress.hidden = false;
    progress.ariaLabel = words.sendingFile(file.name);
    try {
      const stored = await tools.upload(file, (share) => {
        progress.value = share;
      });
      tools.say(inputFor(stored));
    } catch (problem) {
      setText(error, (problem instanceof Error && problem.message) || words.fileFailed);
    }
    progress.hidden = true;
  };
  for (const label of [choose, photo]) acceptPicks(label, (file) => void take(file));
  acceptDrops(area, (file) => void take(file));
  return area;
}

const inputFor = ({ id, name }: StoredFile) => ({ text: name, attachment: id });

/** A label that is a button to the eye; its file field takes the focus. */
function picker(label: string, attributes: { [name: string]: string }): HTMLLabelElement {
  const input = h("input", { type: "file", class: "unseen", ...attributes });
  return h("label", { class: "choice with-icon" }, input, clip(), label);
}

function takesPhotos({ accept = [] }: FileRequestContent): boolean {
  const touch = window.matchMedia?.("(pointer: coarse)").matches ?? false;
  return touch && accept.some((kind) => kind.startsWith("image/"));
}

function refusal(file: File, { accept = [], max_bytes }: FileRequestContent, tools: Tools): string {
  const words = wordsIn(tools.language);
  if (file.size > max_bytes) {
    const megabytes = max_bytes / 1024 ** 2;
    const digits = { maximumFractionDigits: 1 };
    return words.fileTooLarge(megabytes.toLocaleString(tools.language, digits));
  }
  return accept.length === 0 || accept.some((kind) => fits(file, kind)) ? "" : words.fileWrongKind;
}

function fits({ type, name }: File, kind: string): boolean {
  if (kind.startsWith(".")) return name.toLowerCase().endsWith(kind.toLowerCase());
  return kind.endsWith("/*") ? type.startsWith(kind.slice(0, -1)) : type === kind;
}

function acceptPicks(label: HTMLElement, take: (file: File | undefined) => void): void {
  const input = label.querySelector("input") as HTMLInputElement;
  input.addEventListener("change", () => {
    take(input.files?.[0]);
    input.value = "";
  });
}

function acceptDrops(area: HTMLElement, take: (file: File | undefined) => void): void {
  const over = (event: DragEvent) => {
    event.preventDefault();
    area.classList.toggle("over", event.type === "dragover");
  };
  area.addEventListener("dragover", over);
  area.addEventListener("dragleave", over);
  area.addEventListener("drop", (event) => {
    over(event);
    take(event.dataTransfer?.files[0]);
  });
}
