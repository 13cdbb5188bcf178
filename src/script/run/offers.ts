/** The keys that a screen offers, as people read them: lines like `1 Balance`, `2. Gifts`, `* Back`. */

const OPTION = /^\s*(\d{1,4}|[*#]{1,2})(?:[.):](?!\d)\s*|\s+[-–—]?\s*)(?=\S)(.*?)\s*$/;

/** Key and label of every option, in the order of the screen. */
export function optionsOf(text: string): readonly (readonly [key: string, label: string])[] {
  return text.split('\n').flatMap((line) => {
    const [, key, label] = OPTION.exec(line) ?? [];
    return key === undefined || label === undefined ? [] : [[key, label] as const];
  });
}

/** Whether a screen offers this key. */
export function offersKey(text: string, key: string): boolean {
  return optionsOf(text).some(([offered]) => offered === key);
}
