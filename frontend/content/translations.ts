/** Words by language, for code that comes without libraries. */

export interface Translations<Words> {
  readonly en: Words;
  readonly [language: string]: Words;
}

/** The words of the first wish that is spoken here (`de-AT` wishes for `de`), else English. */
export function translated<Words>(
  translations: Translations<Words>,
  ...wishes: readonly (string | undefined)[]
): Words {
  const codes = wishes.map((wish) => wish?.toLowerCase().split("-")[0] ?? "");
  const spoken = codes.find((code) => Object.hasOwn(translations, code));
  return (spoken && translations[spoken]) || translations.en;
}
