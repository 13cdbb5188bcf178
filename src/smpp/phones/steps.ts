/** A step of the gateway that a phone's message asked for: its answer, and the screen right behind it. */
import type { Call, Problem, Result, UssdAnswer } from '../../flow/api.ts';
import { acknowledge } from '../adapter/acknowledge.ts';
import { failure } from '../adapter/failure.ts';
import { statusOf } from '../adapter/statuses.ts';
import type { Link } from '../link/types.ts';
import type { UssdPdu } from '../ussd/types.ts';
import type { Live } from './lives.ts';
import type { Room } from './room.ts';
import { release, showIn } from './screens.ts';
import { brokenOff } from './words.ts';

/** A message of a phone that the gateway works on. */
export interface Asking {
  readonly room: Room;
  readonly link: Link;
  readonly request: UssdPdu;
  readonly live: Live;
  /** It begins the dialogue: if it fails there is none. */
  readonly isBegin: boolean;
  /** Not answered yet. */
  isOpen: boolean;
}

/** The call by which the gateway is asked: it may accept the message before there is a screen. */
export function callFor(asking: Asking): Call {
  const { world, wire } = asking.room.call;
  return { world, wire, accepted: () => confirm(asking) };
}

/** Answers the message when the step is committed, and shows its screen in the same turn. */
export function follow(asking: Asking, step: Promise<Result<UssdAnswer>>): void {
  step.then(
    (result) => (result.ok ? goOn(asking, result.value) : stop(asking, result.problem)),
    (error: unknown) => stop(asking, failure(asking.room.setup, error)),
  );
}

function goOn(asking: Asking, { state, sessionId, language, text }: UssdAnswer): void {
  confirm(asking);
  const { room, live } = asking;
  live.sessionId = sessionId;
  live.language = language;
  const isAwaiting = state === 'awaiting';
  if (live.isGone) {
    if (isAwaiting) release(room, [live]);
    return;
  }
  if (isAwaiting && mayAsk(live, room)) {
    room.lives.put(live);
    showIn(room, live, 'ask', text);
    return;
  }
  room.lives.remove(live);
  showIn(room, live, 'end', text);
  if (isAwaiting) release(room, [live]);
}

/** Some networks take no second question in a dialogue that an application began. */
function mayAsk({ begunBy }: Live, { dialect }: Room): boolean {
  return begunBy === 'phone' || dialect.afterPush === 'anything';
}

/** A message that is answered already has a phone that waits for a screen; any other is refused, and nothing is shown. */
function stop(asking: Asking, problem: Problem): void {
  const { room, link, request, live, isOpen } = asking;
  const wasThere = !live.isGone;
  if (!isOpen || isOver(asking, problem)) room.lives.remove(live);
  if (isOpen) link.refuse(request, statusOf(problem));
  else if (wasThere) showIn(room, live, 'end', brokenOff(live.language));
}

/** Whether nothing is left to be answered: the dialogue never began, or it is over. */
function isOver({ isBegin }: Asking, { type }: Problem): boolean {
  return isBegin || type === 'session-over' || type === 'unknown-session';
}

/** It is accepted: a dial is the phone's dialogue from now on, unless another came after it. */
function confirm(asking: Asking): void {
  if (!asking.isOpen) return;
  const { room, link, request, live, isBegin } = asking;
  asking.isOpen = false;
  if (isBegin && !live.isGone) room.lives.put(live);
  acknowledge(link, request, room.nextId());
}
