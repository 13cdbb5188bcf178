/** The application as the gateway sees it: what a phone says goes out as Upward, and waits for a screen. */
import type { AppDialogue, Application, AppScreen } from '../../flow/api.ts';
import { isCode, phoneAddress, senderAddress } from '../adapter/addresses.ts';
import type { Outcome } from '../link/types.ts';
import { firstMark, keyOf, nextMark } from '../ussd/sessionKey.ts';
import { codeUssdText } from '../ussd/text.ts';
import type { Upward } from '../ussd/types.ts';
import { writeUpward } from '../ussd/write.ts';
import type { Room } from './room.ts';
import { lose, type Talk, type Waiting } from './talks.ts';

const LOST: AppScreen = { kind: 'lost' };

/** The application behind the binds of a room. */
export function applicationOf(room: Room): Application {
  return {
    begin: (dialogue, dialled) => begin(room, dialogue, dialled),
    answer: (dialogue, input) => answer(room, dialogue, input),
    end: (dialogue) => end(room, dialogue),
  };
}

function begin(room: Room, dialogue: AppDialogue, dialled: string): Promise<AppScreen> {
  const link = room.binds.pick();
  if (link === null) return Promise.resolve(LOST);
  const { sessionId, msisdn, code } = dialogue;
  const mark = firstMark(room.dialect, room.nextSession());
  const talk: Talk = {
    carrier: room.sends,
    source: phoneAddress(msisdn),
    destination: senderAddress(isCode(code) ? `${code}#` : code),
    mark,
    begunBy: 'phone',
    msisdn,
    key: keyOf(room.dialect, mark),
    sessionId,
    link,
    waiting: null,
  };
  room.talks.put(talk);
  room.owed.take(msisdn, talk.key); // the name is used anew
  return ask(room, talk, 'begin', dialled);
}

function answer(room: Room, dialogue: AppDialogue, input: string): Promise<AppScreen> {
  const talk = talkOf(room, dialogue);
  // Two answers to one screen: the first is waited for.
  if (talk === null || talk.waiting !== null) return Promise.resolve(LOST);
  talk.mark = nextMark(room.dialect, talk.mark);
  return ask(room, talk, 'answer', input);
}

function end(room: Room, dialogue: AppDialogue): void {
  const talk = talkOf(room, dialogue);
  if (talk !== null) abort(room, talk);
}

function talkOf(room: Room, { msisdn, sessionId }: AppDialogue): Talk | null {
  const talk = room.talks.find(msisdn);
  return talk?.sessionId === sessionId ? talk : null;
}

function ask(room: Room, talk: Talk, kind: 'begin' | 'answer', text: string): Promise<AppScreen> {
  return new Promise((resolve) => {
    const waiting: Waiting = {
      resolve,
      cancel: room.setup.later(room.setup.answerWithin, () => abort(room, talk)),
    };
    talk.waiting = waiting;
    const missed = (outcome: Outcome) => {
      const isMissed = outcome.kind === 'lost' || outcome.response.status !== 0;
      if (isMissed && talk.waiting === waiting) lose(room.talks, talk);
    };
    if (!tell(room, talk, kind, text, missed)) lose(room.talks, talk);
  });
}

/** Ends a dialogue on our side: who waits in it hears that it is lost, and so does the application where its dialect can. */
export function abort(room: Room, talk: Talk): void {
  // Where dialogues have no names a late screen cannot be told from a new one.
  if (talk.waiting !== null && room.dialect.session !== null) room.owed.note(talk);
  lose(room.talks, talk);
  talk.mark = nextMark(room.dialect, talk.mark);
  tell(room, talk, 'abort', '');
}

/**
 * Writes to the application, if its dialect has a word for it.
 * @returns whether it is on its way
 */
export function tell(
  room: Room,
  talk: Talk,
  kind: Upward['kind'],
  text: string,
  done: (outcome: Outcome) => void = forget,
): boolean {
  const request = writeUpward(room.dialect, kind, talk, codeUssdText(room.dialect, text, room.setup.defaultAlphabet));
  return request !== null && talk.link.request(request, done);
}

function forget(): void {}
