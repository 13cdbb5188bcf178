import { expect, it } from 'vitest';
import { grantOf } from '../../../src/smpp/esme/bind.ts';
import type { Outcome } from '../../../src/smpp/link/types.ts';
import type { Pdu } from '../../../src/smpp/pdu/pdu.ts';

function answered(command: 'bind_transceiver_resp' | 'generic_nack', status: number): Outcome {
  const body = command === 'generic_nack' ? {} : { system_id: 'operator' };
  return { kind: 'answered', response: { command, status, sequence: 1, body, tlvs: [] } as Pdu };
}

const refused = (why: string) => ({ kind: 'refused', why });

const CASES: readonly (readonly [what: string, outcome: Outcome, grant: object])[] = [
  ['a good answer', answered('bind_transceiver_resp', 0), { kind: 'granted' }],
  ['a bad password', answered('bind_transceiver_resp', 0x0e), refused('the bind was refused: ESME_RINVPASWD')],
  ['a status of its own', answered('bind_transceiver_resp', 0x400), refused('the bind was refused: 0x00000400')],
  ['a nack', answered('generic_nack', 3), refused('the bind was refused: generic_nack ESME_RINVCMDID')],
  ['a nack that says yes', answered('generic_nack', 0), refused('the bind was refused: generic_nack ESME_ROK')],
  ['silence', { kind: 'lost', why: 'timeout' }, refused('no answer to the bind (timeout)')],
  ['the end of the connection', { kind: 'lost', why: 'closed' }, { kind: 'ended' }],
];

it.each(CASES)('%s', (_, outcome, grant) => {
  expect(grantOf('bind_transceiver', outcome)).toEqual(grant);
});
