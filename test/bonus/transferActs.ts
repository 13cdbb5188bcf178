/** What people of a stage do with transfers, and a driver of them that crashes, repeats itself and comes late. */
import type { Reservation } from '../../src/bonus/types.ts';
import { ask, at, CODE, type Stage } from './people.ts';

/** Asks to give points. */
export function request(stage: Stage, who: number, to: number, points: number): readonly string[] {
  const from = at(stage.people, who).account.msisdn;
  const peer = at(stage.people, to).account.msisdn;
  const { decision, faults } = ask(stage, who, { op: 'transfer', to: peer, points });
  if (decision.outcome.name === 'ok') {
    stage.asked.set(String(decision.outcome.data.id), { from, to: peer, points, at: stage.now, wrongCodes: 0 });
  }
  return faults;
}

/** Types a code for one of the latest transfers that this person asked for, whatever has become of it. */
export function confirm(stage: Stage, who: number, n: number, code: string): readonly string[] {
  const mine = [...stage.asked].filter(([, { from }]) => from === at(stage.people, who).account.msisdn);
  const [id] = mine.length > 0 ? at(mine.reverse(), n) : ['t0'];
  const { decision, faults } = ask(stage, who, { op: 'confirm', id, code });
  const asked = stage.asked.get(id);
  if (asked && ['wrong-code', 'too-many-tries'].includes(decision.outcome.name)) {
    stage.asked.set(id, { ...asked, wrongCodes: asked.wrongCodes + 1 });
  }
  const { reservations = [] } = decision.account.programs[stage.program.id] ?? {};
  if (decision.outcome.name === 'ok')
    stage.sent.push(...reservations.slice(-1).map((reservation) => ({ giver: who, reservation })));
  return decision.outcome.name === 'ok' && code !== CODE
    ? [...faults, 'a code confirms its transfer: a wrong one did']
    : faults;
}

/** One leg of any transfer that ever was on its way, also of one that has ended: a driver may come late or twice. */
export function drive(
  stage: Stage,
  leg: 'credit' | 'finish' | 'tombstone',
  n: number,
  lost: boolean,
): readonly string[] {
  if (stage.sent.length === 0) return [];
  const { giver, reservation } = at([...stage.sent].reverse(), n);
  if (leg === 'credit') return credit(stage, giver, reservation, lost);
  if (leg === 'tombstone') return tombstone(stage, giver, reservation, lost);
  const mark = stage.marks.get(reservation.id);
  return mark === undefined ? [] : ask(stage, giver, { op: 'finish', id: reservation.id, refusal: mark }, lost).faults;
}

function credit(stage: Stage, giver: number, { id, to, lots }: Reservation, lost: boolean): readonly string[] {
  if (stage.driver.honoursMarks && stage.marks.has(id)) return [];
  const who = stage.people.findIndex(({ account }) => account.msisdn === to);
  const from = at(stage.people, giver).account.msisdn;
  const { decision, faults } = ask(stage, who, { op: 'credit', id, from, lots }, lost);
  const { name } = decision.outcome;
  if (!lost) stage.marks.set(id, name === 'ok' ? null : name);
  return faults;
}

/** The driver gives up on a receiver that does not answer. */
function tombstone(stage: Stage, giver: number, { id }: Reservation, lost: boolean): readonly string[] {
  if (stage.marks.has(id) || lost) return [];
  if (stage.driver.writesTombstones) stage.marks.set(id, 'not-available');
  return ask(stage, giver, { op: 'finish', id, refusal: 'not-available' }).faults;
}
