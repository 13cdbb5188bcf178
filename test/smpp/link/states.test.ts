import { describe, expect, test } from 'vitest';
import { isBind, isBound, maySend, peerOf, wrongState } from '../../../src/smpp/link/states.ts';
import type { LinkState, Side } from '../../../src/smpp/link/types.ts';
import { COMMANDS, type CommandName } from '../../../src/smpp/pdu/commands.ts';

const SUBMITTING = 'submit_sm submit_multi data_sm query_sm replace_sm cancel_sm';
const DELIVERING = 'deliver_sm data_sm alert_notification';
const BINDS = 'bind_receiver bind_transmitter bind_transceiver';

const ASKED = (Object.keys(COMMANDS) as CommandName[]).filter((name) => COMMANDS[name].kind !== 'response');

describe('who may send what', () => {
  test.each([
    ['open', 'esme', `${BINDS} enquire_link`],
    ['open', 'smsc', 'outbind enquire_link'],
    ['bound_tx', 'esme', `${SUBMITTING} unbind enquire_link`],
    ['bound_tx', 'smsc', 'unbind enquire_link'],
    ['bound_rx', 'esme', 'unbind enquire_link'],
    ['bound_rx', 'smsc', `${DELIVERING} unbind enquire_link`],
    ['bound_trx', 'esme', `${SUBMITTING} unbind enquire_link`],
    ['bound_trx', 'smsc', `${DELIVERING} unbind enquire_link`],
    ['unbound', 'esme', 'enquire_link'],
    ['unbound', 'smsc', 'enquire_link'],
    ['closed', 'esme', ''],
    ['closed', 'smsc', ''],
  ] as [LinkState, Side, string][])('%s: the %s', (state, side, commands) => {
    const may = ASKED.filter((command) => maySend(state, side, command));
    expect(may.sort()).toEqual(commands.split(' ').filter(Boolean).sort());
  });

  test('a response is nothing that is asked', () => {
    expect(maySend('bound_trx', 'esme', 'deliver_sm_resp')).toBe(false);
  });
});

describe('what is said to the rest', () => {
  test.each([
    ['open', 'submit_sm', 'ESME_RINVBNDSTS'],
    ['bound_rx', 'submit_sm', 'ESME_RINVBNDSTS'],
    ['bound_tx', 'bind_transmitter', 'ESME_RALYBND'],
    ['bound_rx', 'bind_transceiver', 'ESME_RALYBND'],
    ['bound_trx', 'bind_receiver', 'ESME_RALYBND'],
    ['unbound', 'bind_receiver', 'ESME_RINVBNDSTS'],
    ['unbound', 'submit_sm', 'ESME_RINVBNDSTS'],
  ] as [LinkState, CommandName, string][])('%s, %s: %s', (state, command, status) => {
    expect(wrongState(state, command)).toBe(status);
  });
});

test('which states are bound, which commands bind, who the peer is', () => {
  const states: LinkState[] = ['open', 'bound_rx', 'bound_tx', 'bound_trx', 'unbound', 'closed'];
  expect(states.filter(isBound)).toEqual(['bound_rx', 'bound_tx', 'bound_trx']);
  expect(ASKED.filter(isBind).sort()).toEqual(BINDS.split(' ').sort());
  expect([peerOf('smsc'), peerOf('esme')]).toEqual(['esme', 'smsc']);
});
