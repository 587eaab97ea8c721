import { addTexts } from ".";
import de from "./locales/de/snippet.json";
import en from "./locales/en/snippet.json";

addTexts("snippet", { en, de });
