/** Screens of the gateway -> messages to the phones. A screen is never queued: who cannot be shown it now, misses it. */
import type { PushedScreen } from '../../flow/api.ts';
import { phoneAddress, senderAddress } from '../adapter/addresses.ts';
import type { Outcome } from '../link/types.ts';
import { firstMark, keyOf, markFromKey } from '../ussd/sessionKey.ts';
import { codeUssdText } from '../ussd/text.ts';
import type { Downward } from '../ussd/types.ts';
import { writeDownward } from '../ussd/write.ts';
import type { Live } from './lives.ts';
import type { Room } from './room.ts';
import { brokenOff } from './words.ts';

/** Shows a screen in a dialogue. A question that nobody can be shown ends the dialogue. @returns whether it is on its way */
export function showIn(room: Room, live: Live, kind: Downward['kind'], text: string): boolean {
  const link = room.binds.prefer(live.link);
  const coded = codeUssdText(room.dialect, text, room.setup.defaultAlphabet);
  const isSent =
    link?.request(writeDownward(room.dialect, kind, live, coded), (outcome) => notice(room, live, kind, outcome)) ??
    false;
  if (!isSent && kind === 'ask') giveUp(room, live);
  return isSent;
}

/** What became of a screen: a phone that cannot be shown a question is not there any more. */
function notice(room: Room, live: Live, kind: Downward['kind'], outcome: Outcome): void {
  if (outcome.kind === 'lost' || outcome.response.status === 0) return;
  room.setup.onTrouble({ kind: 'screen-refused', status: outcome.response.status });
  if (kind === 'ask' && !live.isGone) giveUp(room, live);
}

function giveUp(room: Room, live: Live): void {
  room.lives.remove(live);
  release(room, [live]);
}

/** Ends these dialogues in the gateway, those that it has begun. */
export function release(room: Room, lives: readonly Live[]): void {
  const begun = lives.filter(({ sessionId }) => sessionId !== '');
  if (begun.length === 0) return;
  const dialogues = begun.map(({ msisdn, sessionId }) => ({ msisdn, sessionId }));
  const { gateway, onTrouble } = room.setup;
  gateway
    .release(room.call, dialogues)
    .catch((error: unknown) => onTrouble({ kind: 'error', error, what: 'dialogues could not be released' }));
}

/** Ends those that are over in the gateway, and their phones read so; see `WireEnd.cutOff`. One that it has not begun yet is none. */
export function cutOff(room: Room, isOver: (sessionId: string) => boolean): void {
  const over = room.lives.takeOut(({ sessionId }) => sessionId !== '' && isOver(sessionId));
  for (const live of over) showIn(room, live, 'end', brokenOff(live.language));
}

/** A screen that no phone asked for; see `WireEnd.show`. */
export function showPushed(room: Room, screen: PushedScreen): string | null {
  if (screen.reference === null) return begun(room, screen);
  const live = room.lives.find(screen.msisdn, screen.reference) ?? unseen(room, screen, screen.reference);
  if (live === null) return null;
  if (!screen.awaiting) room.lives.remove(live);
  return showIn(room, live, screen.awaiting ? 'ask' : 'end', screen.text) ? screen.reference : null;
}

/** A push: the network begins a dialogue, or shows a notice. */
function begun(room: Room, screen: PushedScreen): string | null {
  const mark = firstMark(room.dialect, room.nextPush());
  const live = ownLive(room, screen, keyOf(room.dialect, mark), mark, 'application');
  if (live === null) return null;
  const isSent = showIn(room, live, screen.awaiting ? 'ask' : 'notify', screen.text);
  if (isSent && screen.awaiting) room.lives.put(live);
  return isSent ? live.key : null;
}

/** A dialogue that another process saw the phone begin. */
function unseen(room: Room, screen: PushedScreen, key: string): Live | null {
  return ownLive(room, screen, key, markFromKey(key), 'phone');
}

function ownLive(
  room: Room,
  { msisdn, from, sessionId }: PushedScreen,
  key: string,
  mark: number,
  begunBy: Live['begunBy'],
): Live | null {
  const link = room.binds.pick();
  if (link === null) return null;
  const source = senderAddress(from);
  const destination = phoneAddress(msisdn);
  return {
    carrier: room.sends,
    source,
    destination,
    mark,
    begunBy,
    msisdn,
    key,
    link,
    sessionId,
    language: '',
    isGone: false,
  };
}
