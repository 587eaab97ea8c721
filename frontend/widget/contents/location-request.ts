import type { LocationRequestContent } from "../../wire/frames.gen";
import { h, setText } from "../view/markup";
import type { Tools } from "./contents";
import { pin } from "./icons";
import { errorLine } from "./sending";
import { moreWords } from "./words";

const PATIENCE_MS = 15_000;

/** Draw the button that shares the place; whoever refuses types it. */
export function askPlace(_content: LocationRequestContent, { words, say }: Tools): HTMLElement {
  const more = moreWords(words);
  const error = errorLine();
  const label = h("span", {}, more.locate);
  const button = h("button", { type: "button", class: "choice with-icon" }, pin(), label);
  const refused = () => {
    setText(error, more.locationRefused);
    button.hidden = true;
  };
  const found = ({ coords }: GeolocationPosition) => {
    const place = { latitude: rounded(coords.latitude), longitude: rounded(coords.longitude) };
    say({ text: `${place.latitude}, ${place.longitude}`, values: place });
  };
  button.addEventListener("click", () => {
    if (!navigator.geolocation) return refused();
    button.disabled = true;
    setText(label, more.locating);
    navigator.geolocation.getCurrentPosition(found, refused, { timeout: PATIENCE_MS });
  });
  return h("div", { class: "place" }, button, error);
}

/** To about a metre: more says nothing and reads badly. */
const rounded = (degrees: number) => Math.round(degrees * 100_000) / 100_000;
