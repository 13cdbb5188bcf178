/** What a core says besides what the API of a gateway does: all that menus elsewhere need. */
import { LISTS } from '../../bonus/lists.ts';
import type { Account, Core, Data, Item } from '../../bonus/types.ts';
import type { OutgoingSms } from '../../session/types.ts';
import { isoTime } from '../clock.ts';

/** Figures of an outcome or a row: names that end in `At`, and `at`, are instants, and are written so. */
export function shownFigures(data: Data): Data {
  const shown: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(data)) {
    const isInstant = (name === 'at' || name.endsWith('At')) && typeof value === 'number';
    shown[name] = isInstant ? isoTime(value) : value;
  }
  return shown;
}

/** The rows of every list but the catalogue, which has a call of its own. */
export function listsOf(core: Core, account: Account, now: number): Readonly<Record<string, readonly Item[]>> {
  const names = Object.keys(LISTS).filter((name) => name !== 'catalogue');
  return Object.fromEntries(names.map((name) => [name, core.list(account, name, now).map(shownFigures)]));
}

/** SMS as data, for whoever asked. */
export function shownSms(messages: readonly OutgoingSms[]): readonly object[] {
  return messages.map(({ from, text, at }) => ({ from, text, at: isoTime(at) }));
}
