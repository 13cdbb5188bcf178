/** cancel_sm (SMPP 3.4 §4.9): one message by its id, or all that wait of one service type, source and destination. */
import type { Result } from '../../../flow/api.ts';
import { receiverIn } from '../../adapter/addresses.ts';
import type { PduOf } from '../../pdu/pdu.ts';
import type { House } from '../house.ts';
import type { Bound } from '../parties.ts';
import { answerWith, callOf, senderOf } from './stored.ts';

type CancelSm = PduOf<'cancel_sm'>;

/** Answers when it is committed; what is on its way already cannot be cancelled. */
export function takeCancel(house: House, bound: Bound, request: CancelSm): void {
  const { link, party } = bound;
  const from = senderOf(party, request.body.source_addr_ton, request.body.source_addr);
  if (from === null) return void link.refuse(request, 'ESME_RINVSRCADR');
  const cancelled = cancel(house, bound, request, from);
  if (cancelled === null) return void link.refuse(request, 'ESME_RINVDSTADR');
  answerWith(house, bound, request, cancelled, {
    final: 'ESME_RCANCELFAIL',
    // Who names no id cannot have named a wrong one.
    ...(request.body.message_id === '' ? { unknown: 'ESME_RCANCELFAIL' } : {}),
    done: () => link.answer(request, { command: 'cancel_sm_resp' }),
  });
}

/** Null where there is neither an id nor a destination. */
function cancel({ gateway }: House, { party }: Bound, { body }: CancelSm, from: string): Promise<Result<null>> | null {
  const { message_id, service_type: serviceType, dest_addr_ton, destination_addr } = body;
  if (message_id !== '') return gateway.cancelMessage(callOf(party), message_id, from);
  const to = receiverIn(dest_addr_ton, destination_addr);
  return to === null ? null : gateway.cancelMessages(callOf(party), { serviceType, from, to });
}
