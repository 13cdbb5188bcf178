/** query_sm (SMPP 3.4 §4.8): what became of a message. */
import { MESSAGE_STATES, type MessageState } from '../../message/states.ts';
import { writeAbsoluteTime } from '../../message/times.ts';
import type { PduOf } from '../../pdu/pdu.ts';
import type { House } from '../house.ts';
import type { Bound } from '../parties.ts';
import type { Version } from '../versions.ts';
import { answerWith, callOf, senderOf } from './stored.ts';

/** Answers with state, final date and error; unknown to others than its sender. */
export function takeQuery(house: House, bound: Bound, request: PduOf<'query_sm'>): void {
  const { message_id, source_addr_ton, source_addr } = request.body;
  const { link, party, version } = bound;
  const from = senderOf(party, source_addr_ton, source_addr);
  if (from === null) return void link.refuse(request, 'ESME_RINVSRCADR');
  answerWith(house, bound, request, house.gateway.message(callOf(party), message_id, from), {
    final: 'ESME_RQUERYFAIL',
    done: ({ state, finalAt, error }) =>
      link.answer(request, {
        command: 'query_sm_resp',
        body: {
          message_id,
          final_date: finalAt === null ? '' : writeAbsoluteTime(Date.parse(finalAt)),
          message_state: MESSAGE_STATES[stateIn(version, state)].number,
          error_code: error,
        },
      }),
  });
}

/** Before SMPP 5.0 a message that waits for its time is on its way like any other (3.4 §5.2.28 begins at 1). */
function stateIn(version: Version, state: MessageState): MessageState {
  return state === 'SCHEDULED' && version !== '5.0' ? 'ENROUTE' : state;
}
