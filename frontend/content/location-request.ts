import type { LocationRequestContent } from "../wire/frames.gen";
import { pin } from "./icons";
import { h, setText } from "./markup";
import { errorLine } from "./sending";
import type { Tools } from "./tools";
import { wordsIn } from "./words";

const PATIENCE_MS = 15_000;

/** Draw the button that shares the place; whoever refuses types it. */
export function askLocation(
  _content: LocationRequestContent,
  { language, say }: Tools,
): HTMLElement {
  const words = wordsIn(language);
  const error = errorLine();
  const label = h("span", {}, words.locate);
  const button = h("button", { type: "button", class: "choice with-icon" }, pin(), label);
  const refused = () => {
    setText(error, words.locationRefused);
    button.hidden = true;
  };
  const found = ({ coords }: GeolocationPosition) => {
    const position = { latitude: rounded(coords.latitude), longitude: rounded(coords.longitude) };
    say({ text: `${position.latitude}, ${position.longitude}`, values: position });
  };
  button.addEventListener("click", () => {
    if (!navigator.geolocation) return refused();
    button.disabled = true;
    setText(label, words.locating);
    navigator.geolocation.getCurrentPosition(found, refused, { timeout: PATIENCE_MS });
  });
  return h("div", { class: "place" }, button, error);
}

/** To about a metre: more says nothing and reads badly. */
const rounded = (degrees: number) => Math.round(degrees * 100_000) / 100_000;
