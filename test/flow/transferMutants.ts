/** Deliberately broken copies of the way of points: each breaks one promise, and the proof must notice. */
import type { Fault } from '../support/brokenSource.ts';

export interface Mutant {
  readonly name: string;
  readonly faults: readonly Fault[];
}

const inTransfers = (from: string, to: string): Fault => ({ file: 'flow/transfers.ts', from, to });

const DRIVE = '  const refusal = await credit(deps, transfer);\n  return finish(deps, transfer, refusal);';
const MARK = "records: [{ key, seen: '', value: JSON.stringify(refusal), expiresAt: null }]";

/** The account as it was before the end of the transfer: reserved still. */
const AGAIN = `function again(view: View, program: string, reservation: Reservation): View {
  const membership = view.account.programs[program];
  if (membership === undefined || membership.reservations.some(({ id }) => id === reservation.id)) return view;
  const reservations = [...membership.reservations, reservation];
  return { ...view, account: { ...view.account, programs: { ...view.account.programs, [program]: { ...membership, reservations } } } };
}
`;

/** The account with all that is reserved as if it had been accepted today. */
const TODAY = `function today(view: View, program: string): View {
  const membership = view.account.programs[program];
  if (membership === undefined) return view;
  const day = new Date(view.now + 10_800_000).toISOString().slice(0, 10);
  const reservations = membership.reservations.map((one) => ({ ...one, day, month: day.slice(0, 7) }));
  return { ...view, account: { ...view.account, programs: { ...view.account.programs, [program]: { ...membership, reservations } } } };
}
`;

export const MUTANTS: readonly Mutant[] = [
  { name: 'a credit leaves no mark', faults: [inTransfers(MARK, 'records: []')] },
  {
    name: 'a refusal leaves no tombstone',
    faults: [inTransfers(MARK, `records: refusal === null ? [{ key, seen: '', value: 'null', expiresAt: null }] : []`)],
  },
  {
    name: 'a mark is kept for a day',
    faults: [inTransfers(MARK, MARK.replace('null }]', 'view.now + 86_400_000 }]'))],
  },
  {
    name: 'the mark is not heeded',
    faults: [
      inTransfers('    if (mark != null) return { result: JSON.parse(mark.value) as string | null };\n', ''),
      inTransfers("seen: '',", "seen: mark?.etag ?? '',"),
    ],
  },
  {
    name: 'a time-out releases, without a tombstone',
    faults: [
      inTransfers(
        DRIVE,
        "  const refusal = await credit(deps, transfer).catch(() => 'recipient-not-a-member');\n  return finish(deps, transfer, refusal);",
      ),
    ],
  },
  {
    name: 'the giver is settled before the receiver',
    faults: [
      inTransfers(
        DRIVE,
        '  const finished = await finish(deps, transfer, null);\n  await credit(deps, transfer);\n  return finished;',
      ),
    ],
  },
  {
    name: 'a refusal of the receiver is posted',
    faults: [
      inTransfers(
        "{ op: 'finish', id: reservation.id, refusal }",
        "{ op: 'finish', id: reservation.id, refusal: null }",
      ),
    ],
  },
  {
    name: 'what was posted is posted again',
    faults: [
      inTransfers(
        'decided(deps, view, program, reservation.to, { op',
        'decided(deps, again(view, program, reservation), program, reservation.to, { op',
      ),
      inTransfers('function balanceOf(', `${AGAIN}function balanceOf(`),
    ],
  },
  {
    name: 'limits are given back to the day of the release',
    faults: [
      inTransfers(
        'decided(deps, view, program, reservation.to, { op',
        'decided(deps, today(view, program), program, reservation.to, { op',
      ),
      inTransfers('function balanceOf(', `${TODAY}function balanceOf(`),
    ],
  },
  {
    name: 'points on the way forget when they expire',
    faults: [
      inTransfers(
        'const { id, lots } = reservation;',
        'const { id } = reservation; const lots = reservation.lots.map((lot) => ({ ...lot, expiresAt: null }));',
      ),
    ],
  },
  {
    name: 'the next life of the world is not told from the last',
    faults: [
      inTransfers("    if (view.world.incarnation !== world.incarnation) return { result: 'unknown-transfer' };\n", ''),
    ],
  },
  {
    name: 'nobody drives what was left behind',
    faults: [{ file: 'flow/sweep.ts', from: 'await driveAll(deps, await transact(', to: 'void (await transact(' }],
  },
  {
    name: 'an answer given again drives nothing',
    faults: [
      {
        file: 'flow/act.ts',
        from: 'if (after !== null && !hasReservations(after.account)) return result;',
        to: 'if (after === null || !hasReservations(after.account)) return result;',
      },
    ],
  },
  {
    name: 'a lost reply is a failure, and the step is done again',
    faults: [{ file: 'flow/transact.ts', from: "if (outcome === 'unknown') lost.push(attempt);", to: '' }],
  },
  {
    name: 'a lost race is taken for won',
    faults: [
      {
        file: 'flow/transact.ts',
        from: "if (outcome === 'committed') return",
        to: "if (outcome !== 'unknown') return",
      },
    ],
  },
  {
    name: 'the key of a confirmation is not kept',
    faults: [
      {
        file: 'flow/confirm.ts',
        from: 'once<Accepted>(deps, call, known.msisdn,',
        to: 'once<Accepted>(deps, { world: call.world, wire: call.wire }, known.msisdn,',
      },
    ],
  },
];
