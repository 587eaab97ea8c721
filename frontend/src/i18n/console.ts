import { addTexts } from ".";
import de from "./locales/de/console.json";
import en from "./locales/en/console.json";

addTexts("console", { en, de });
