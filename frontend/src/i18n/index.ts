/** Words on screen: `useTranslation("designer")` gives a `t` whose keys are checked. */

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { type Area, LANGUAGES, type Texts } from "./areas";
import de from "./locales/de/common.json";
import en from "./locales/en/common.json";

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  supportedLngs: LANGUAGES,
  nonExplicitSupportedLngs: true,
  defaultNS: "common",
  resources: { en: { common: en }, de: { common: de } },
  initAsync: false,
  interpolation: { escapeValue: false }, // React escapes
});

/** Bring the texts of an area; each entry brings only its own. */
export function addTexts<Name extends Area>(area: Name, texts: Texts<Name>): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, area, texts[language]);
}

/** Speak the language of the page: `de` or `de-AT`; an unknown one is English. */
export function speak(language: string): void {
  void i18next.changeLanguage(language);
}

export { i18next };
