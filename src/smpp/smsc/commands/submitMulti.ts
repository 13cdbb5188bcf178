/** submit_multi (SMPP 3.4 §4.5): one SMS to many, each taken or refused for itself. */

import type { Taken } from '../../adapter/adapter.ts';
import type { Destination, Unsuccess } from '../../pdu/fields.ts';
import type { PduOf } from '../../pdu/pdu.ts';
import { STATUSES, type StatusName } from '../../pdu/statuses.ts';
import type { House } from '../house.ts';
import type { Bound } from '../parties.ts';

type SubmitMulti = PduOf<'submit_multi'>;

const THROTTLED: Taken = { kind: 'refused', status: 'ESME_RTHROTTLED' };

/** Destinations of one PDU that are under way at once; never more than the account may have open. */
const AT_ONCE = 10;

/** Answers with the id of the first message that was taken, and with all that were not; where none was, with why the first was not. */
export function takeMulti(house: House, bound: Bound, request: SubmitMulti): void {
  takeAll(bound, request).then(
    (outcomes) => answer(bound, request, outcomes),
    (error) => {
      house.onError(error, 'SMPP: submit_multi');
      bound.link.refuse(request, 'ESME_RSYSERR');
    },
  );
}

/** Each is a message of its own: as work, and against the rate, where the link has counted the first. */
async function takeAll(bound: Bound, request: SubmitMulti): Promise<readonly Taken[]> {
  const { link, party } = bound;
  const outcomes: Taken[] = [];
  const rest = request.body.dest_address.entries();
  const work = async () => {
    for (const [at, destination] of rest) {
      outcomes[at] = at === 0 || link.admit() ? await takeOne(bound, request, destination) : THROTTLED;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, party.account.window) }, work));
  return outcomes;
}

/** Distribution lists are kept nowhere here. */
async function takeOne({ party }: Bound, request: SubmitMulti, destination: Destination): Promise<Taken> {
  if (destination.flag === 2) return { kind: 'refused', status: 'ESME_RINVDLNAME' };
  return party.adapter.submit(singleOf(request, destination));
}

function singleOf(request: SubmitMulti, { ton, npi, addr }: Extract<Destination, { flag: 1 }>): PduOf<'submit_sm'> {
  const { dest_address: _, ...message } = request.body;
  const body = { ...message, dest_addr_ton: ton, dest_addr_npi: npi, destination_addr: addr };
  return { ...request, command: 'submit_sm', body };
}

function answer({ link }: Bound, request: SubmitMulti, outcomes: readonly Taken[]): void {
  const taken = outcomes.find((outcome) => outcome.kind === 'taken');
  const first = outcomes.find((outcome) => outcome.kind === 'refused');
  if (taken === undefined) return void link.refuse(request, first?.status ?? 'ESME_RSUBMITFAIL');
  const unsuccess_sme = outcomes.flatMap((outcome, at) =>
    outcome.kind === 'refused' ? [unsuccess(request.body.dest_address[at], outcome.status)] : [],
  );
  link.answer(request, { command: 'submit_multi_resp', body: { message_id: taken.messageId, unsuccess_sme } });
}

/** A list has a name, and no type or plan of a number. */
function unsuccess(destination: Destination | undefined, status: StatusName): Unsuccess {
  const { code } = STATUSES[status];
  if (destination?.flag !== 1) return { ton: 0, npi: 0, addr: destination?.dl_name ?? '', error_status_code: code };
  const { ton, npi, addr } = destination;
  return { ton, npi, addr, error_status_code: code };
}
