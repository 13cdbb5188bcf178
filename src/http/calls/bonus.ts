/** A subscriber's points in one program: looking. A bonus core that runs elsewhere is called over these same paths. */

import { PAGING, type Paging, paged } from './paging.ts';
import { answer, component, listOf, NEXT } from './schemas.ts';
import type { JsonCall } from './types.ts';

export const BONUS_TAG = 'Bonus';
export const MEMBER_PATH = '/v1/bonus/{program}/{msisdn}';

const bonus: JsonCall = {
  kind: 'json',
  method: 'GET',
  path: MEMBER_PATH,
  operationId: 'bonus',
  tag: BONUS_TAG,
  summary: 'Look at a balance',
  description: 'The member’s points and when they burn.',
  success: {
    status: 200,
    description: 'The membership.',
    schema: component('Bonus'),
    example: { member: true, balance: 5, lots: [{ points: 5, expiresAt: '2026-12-31T21:00:00.000Z' }] },
  },
  problems: ['bad-msisdn', 'unknown-program', 'not-a-member'],
  handle: (gateway, { call, params }) => gateway.bonus(call, params.program ?? '', params.msisdn ?? ''),
};

const catalogue: JsonCall = {
  kind: 'json',
  method: 'GET',
  path: `${MEMBER_PATH}/catalogue`,
  operationId: 'catalogue',
  tag: BONUS_TAG,
  summary: 'Read the catalogue',
  description: 'The gifts, with the prices this member pays.',
  success: {
    status: 200,
    description: 'The gifts.',
    schema: answer({ gifts: listOf(component('Gift'), 'In the order of the menu.') }),
    example: { gifts: [{ code: '42', name: '100 MB', price: 150, basePrice: 150 }] },
  },
  problems: ['bad-msisdn', 'unknown-program'],
  handle: (gateway, { call, params }) => gateway.catalogue(call, params.program ?? '', params.msisdn ?? ''),
};

const journal: JsonCall<never, Paging> = {
  kind: 'json',
  method: 'GET',
  path: `${MEMBER_PATH}/journal`,
  operationId: 'journal',
  tag: BONUS_TAG,
  summary: 'Read the journal',
  description: 'Every change of the subscriber’s points, newest last, page by page.',
  query: PAGING,
  success: {
    status: 200,
    description: 'A page of entries.',
    schema: answer({ entries: listOf(component('JournalEntry'), 'Newest last.'), next: NEXT }),
    example: { entries: [], next: null },
  },
  problems: ['bad-msisdn', 'unknown-program'],
  handle: async (gateway, { call, params, query }) =>
    paged('entries', await gateway.journal(call, params.program ?? '', params.msisdn ?? '', query)),
};

export const BONUS_CALLS = [bonus, catalogue, journal];
