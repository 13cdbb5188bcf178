/** The longest of the names that figures such as `nameKey` can stand for: what fits with these fits with all of them. */
import { emptyAccount } from '../bonus/core.ts';
import type { Core, CoreContext } from '../bonus/types.ts';
import { ENTRY_KEYS, GOAL_KEYS } from '../session/definition/programWords.ts';
import type { Service } from '../session/types.ts';
import { type Names, SOME_DAY } from './figures.ts';

/** Figure → the key of its longest name in any language; '' where the service has none. */
export function longestNames(service: Service, core: Core): Names {
  const gifts = core.list(emptyAccount(''), 'catalogue', 0).map(({ nameKey }) => String(nameKey));
  return {
    nameKey: longest(service, gifts.length > 0 ? gifts : standIns(service)),
    statusKey: longest(service, statusOf(core)),
    stateKey: longest(service, ENTRY_KEYS),
    goalKey: longest(service, GOAL_KEYS),
  };
}

/** Where there are no gifts yet, what comes of ordering one is looked at all the same: with some text for its name. */
function standIns({ states, texts }: Service): readonly string[] {
  const plain = (key: string) => Object.values(texts).every((one) => one.argumentsOf(key)?.length === 0);
  return Object.values(states).flatMap((one) =>
    one.kind === 'end' && one.text !== null && plain(one.text) ? [one.text] : [],
  );
}

function longest({ texts }: Service, keys: readonly string[]): string {
  const length = (key: string) => Math.max(...Object.values(texts).map((one) => one.format(key).length));
  return keys
    .filter((key) => Object.values(texts).every((one) => one.has(key)))
    .reduce((most, key) => (most === '' || length(key) > length(most) ? key : most), '');
}

const ASKED: CoreContext = {
  now: SOME_DAY,
  by: 'api',
  request: 'explore',
  peers: {},
  newCode: (digits) => '9'.repeat(digits),
  newId: () => 'id',
};

/** The status that members begin with, where the program has such. */
function statusOf(core: Core): readonly string[] {
  const { account } = core.decide(emptyAccount('79161234567'), { op: 'open', points: 0 }, ASKED);
  const { statusKey } = core.decide(account, { op: 'balance' }, ASKED).outcome.data;
  return statusKey === undefined ? [] : [String(statusKey)];
}
