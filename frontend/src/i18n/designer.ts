import { addTexts } from ".";
import de from "./locales/de/designer.json";
import en from "./locales/en/designer.json";

addTexts("designer", { en, de });
