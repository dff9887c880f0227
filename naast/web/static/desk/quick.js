/** Texts to start from, and their shortcuts: "/begin" and a space become the text. */

/** @typedef {{title: string, text: string, shortcut: string, team: string | null}} QuickText */

/** Fetch once; a failure is tried again the next time. @param {() => Promise<{texts: QuickText[]}>} load */
export function createQuickTexts(load) {
  /** @type {QuickText[] | null} */
  let texts = null;
  return async () => {
    try {
      texts ??= (await load()).texts;
    } catch {
      return [];
    }
    return texts;
  };
}

const SHORTCUT = /(^|\s)\/([a-z]{2,12})[ \n]$/;

/** Replace a shortcut that was just typed in front of the cursor. @param {HTMLTextAreaElement} field @param {QuickText[]} texts */
export function fillShortcut(field, texts) {
  const before = field.value.slice(0, field.selectionStart);
  const [typed, , name] = before.match(SHORTCUT) ?? [];
  const found = texts.find((one) => one.shortcut === name);
  if (!typed || !found) return;
  const start = before.length - typed.trimStart().length;
  field.setRangeText(`${found.text} `, start, before.length, "end");
}
