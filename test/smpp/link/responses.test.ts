import { expect, test } from 'vitest';
import { answers, emptyBody, responseTo } from '../../../src/smpp/link/responses.ts';
import { COMMANDS, type CommandName } from '../../../src/smpp/pdu/commands.ts';

test('every request has the response of its own name', () => {
  const requests = (Object.keys(COMMANDS) as CommandName[]).filter((name) => COMMANDS[name].kind === 'request');
  expect(requests.map(responseTo)).toEqual(requests.map((name) => `${name}_resp`));
});

test.each([[null], ['outbind'], ['alert_notification'], ['generic_nack'], ['submit_sm_resp']] as [
  CommandName | null,
][])('%s has none but generic_nack', (command) => {
  expect(responseTo(command)).toBe('generic_nack');
});

test.each([
  ['submit_sm_resp', 'submit_sm', true],
  ['generic_nack', 'submit_sm', true],
  ['deliver_sm_resp', 'submit_sm', false],
  ['submit_sm', 'submit_sm', false],
] as [CommandName, CommandName, boolean][])('%s answers %s: %s', (response, request, isAnswer) => {
  expect(answers(response, request)).toBe(isAnswer);
});

test.each([
  ['submit_sm_resp', { message_id: '' }],
  ['query_sm_resp', { message_id: '', final_date: '', message_state: 0, error_code: 0 }],
  ['submit_multi_resp', { message_id: '', unsuccess_sme: [] }],
  ['generic_nack', {}],
] as const)('%s without a body says %j', (response, body) => {
  expect(emptyBody(response)).toEqual(body);
});
