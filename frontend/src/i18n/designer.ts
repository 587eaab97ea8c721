import { addTexts, i18next } from ".";
import blocks from "./locales/de/blocks.json";
import de from "./locales/de/designer.json";
import en from "./locales/en/designer.json";

addTexts("designer", { en, de });
// The server says the words of blocks in English, which are the keys.
i18next.addResourceBundle("de", "blocks", blocks);
