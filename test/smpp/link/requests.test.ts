import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asked, BoundState, Link, LinkHandler, Outcome, Side } from '../../../src/smpp/link/types.ts';
import { type End, type Listener, listen, openBound, openPair, openScene, promiseOf } from './support/ends.ts';
import { answered, asked, frame, ID } from './support/frames.ts';
import { message, UNSENDABLE } from './support/pdus.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const DELIVER = message('deliver_sm');

/** Asks, and notes down under `name` what becomes of it. */
function ask(link: Link, name: string, outcomes: string[], asked: Asked = DELIVER): boolean {
  return link.request(asked, (outcome) => void outcomes.push(`${name}: ${wordsFor(outcome)}`));
}

function wordsFor(outcome: Outcome): string {
  return outcome.kind === 'lost' ? outcome.why : `${outcome.response.command} ${outcome.response.status}`;
}

describe('window and queue', () => {
  test('no more than the window is out; an answer lets the next go, in order', async () => {
    const { peer, link } = await openBound(listener, { limits: { window: 2 } });
    for (const text of 'abcd') link.request(message('deliver_sm', { service_type: text }), () => {});
    peer.write(asked('enquire_link', 9));
    expect(await peer.heads(3)).toEqual(['5/0/1', '5/0/2', '80000015/0/9']);
    peer.write(answered('deliver_sm', 2, 0, '\0'));
    expect((await peer.next()).body.toString('latin1', 0, 1)).toBe('c');
    peer.write(answered('deliver_sm', 1, 0, '\0'));
    expect((await peer.next()).body.toString('latin1', 0, 1)).toBe('d');
  });

  test('an answer that is not in order makes room, too', async () => {
    const { peer, link } = await openBound(listener, { limits: { window: 1 } });
    for (const name of 'ab') ask(link, name, []);
    peer.write(answered('deliver_sm', 1, 0, 'no NUL'));
    expect(await peer.heads(2)).toEqual(['5/0/1', '5/0/2']);
  });

  test('a full queue refuses, and the refused hear nothing', async () => {
    const { link, peer } = await openBound(listener, { limits: { window: 1, queue: 1 } });
    const outcomes: string[] = [];
    expect(['a', 'b', 'c'].map((name) => ask(link, name, outcomes))).toEqual([true, true, false]);
    peer.write(answered('deliver_sm', 1, 0, '\0'));
    await peer.heads(2);
    link.close('closed-here');
    expect(outcomes).toEqual(['a: deliver_sm_resp 0', 'b: closed']);
  });

  test('room is what could be sent now', async () => {
    const { link } = await openScene(listener, { limits: { window: 2 } });
    expect(link.room()).toBe(0);
    link.bound('bound_trx');
    expect(link.room()).toBe(2);
    ask(link, 'a', []);
    expect(link.room()).toBe(1);
    link.setLimits({ window: 5 });
    expect(link.room()).toBe(4);
    link.close('closed-here');
    expect(link.room()).toBe(0);
  });

  test('a wider window lets go at once what waits', async () => {
    const { peer, link } = await openBound(listener, { limits: { window: 1 } });
    for (const name of 'abc') ask(link, name, []);
    link.setLimits({ window: 3 });
    expect(await peer.heads(3)).toEqual(['5/0/1', '5/0/2', '5/0/3']);
  });

  test.each([
    ['smsc', null, 'deliver_sm'],
    ['smsc', 'bound_tx', 'deliver_sm'],
    ['smsc', 'bound_trx', 'submit_sm'],
    ['esme', 'bound_rx', 'submit_sm'],
  ] as [Side, BoundState | null, 'deliver_sm' | 'submit_sm'][])(
    'what the state does not allow us is not sent: the %s, %s, %s',
    async (side, state, command) => {
      const { link } = await openScene(listener, { side });
      if (state !== null) link.bound(state);
      expect(link.request(message(command), () => {})).toBe(false);
    },
  );
});

describe('what becomes of a request', () => {
  test.each([
    ['its response', answered('deliver_sm', 1, 0, '\0'), 'deliver_sm_resp 0'],
    ['an error without a body', answered('deliver_sm', 1, 0x64), 'deliver_sm_resp 100'],
    ['generic_nack', frame(ID.generic_nack, 1, Buffer.alloc(0), 3), 'generic_nack 3'],
    ['a response without its NUL', answered('deliver_sm', 1, 0, 'A'), 'deliver_sm_resp 0'],
    ['a response with half a parameter', answered('deliver_sm', 1, 0, '\0\0\x1d'), 'deliver_sm_resp 0'],
    ['an error without its NUL', answered('deliver_sm', 1, 0x58, 'A'), 'deliver_sm_resp 88'],
  ])('%s', async (_, response, words) => {
    const { peer, link } = await openBound(listener);
    const outcomes: string[] = [];
    ask(link, 'a', outcomes);
    peer.write(response, response, asked('enquire_link', 1));
    await peer.heads(2);
    expect(outcomes).toEqual([`a: ${words}`]);
  });

  test('no answer in time: lost, and the next may go; the late answer is ignored', async () => {
    const { peer, link, pulse, strays } = await openBound(listener, { limits: { window: 1, response: 7_000 } });
    const outcomes: string[] = [];
    ask(link, 'a', outcomes);
    pulse.pass(1);
    ask(link, 'b', outcomes);
    pulse.pass(6_998);
    expect(outcomes).toEqual([]);
    pulse.pass(1);
    expect(outcomes).toEqual(['a: timeout']);
    peer.write(answered('deliver_sm', 1, 0, '\0'), answered('deliver_sm', 2, 0, '\0'), asked('enquire_link', 1));
    expect(await peer.heads(3)).toEqual(['5/0/1', '5/0/2', '80000015/0/1']);
    expect(outcomes).toEqual(['a: timeout', 'b: deliver_sm_resp 0']);
    expect(strays).toMatchObject([{ kind: 'unsolicited', pdu: { sequence: 1 } }]);
  });

  test('only those are lost whose time is over', async () => {
    const { link, pulse } = await openBound(listener, { limits: { response: 7_000 } });
    const outcomes: string[] = [];
    ask(link, 'a', outcomes);
    pulse.pass(1);
    ask(link, 'b', outcomes);
    pulse.pass(6_999);
    expect(outcomes).toEqual(['a: timeout']);
    pulse.pass(1);
    expect(outcomes).toEqual(['a: timeout', 'b: timeout']);
  });

  test('a value without a form on the wire: reported, and the next may go', async () => {
    const { peer, link, errors } = await openBound(listener, { limits: { window: 1 } });
    const outcomes: string[] = [];
    ask(link, 'a', outcomes);
    ask(link, 'bad', outcomes, UNSENDABLE);
    ask(link, 'c', outcomes);
    peer.write(answered('deliver_sm', 1, 0, '\0'));
    expect(await peer.heads(2)).toEqual(['5/0/1', '5/0/3']);
    expect(outcomes).toEqual(['a: deliver_sm_resp 0', 'bad: unsendable']);
    expect(errors).toEqual([expect.stringContaining('source_addr')]);
  });

  test('the end: all are lost, oldest first, before the handler hears of it, and each once', async () => {
    const outcomes: string[] = [];
    const { peer, link, closed } = await openBound(listener, {
      limits: { window: 2 },
      onClose: () => void outcomes.push('closed'),
    });
    for (const name of 'abcd') ask(link, name, outcomes);
    peer.write(answered('deliver_sm', 2, 0, '\0'));
    await peer.heads(3);
    peer.socket.resetAndDestroy();
    expect(await closed).toBe('socket-error');
    expect(outcomes).toEqual(['b: deliver_sm_resp 0', 'a: closed', 'c: closed', 'd: closed', 'closed']);
    expect(ask(link, 'late', outcomes)).toBe(false);
    link.close('closed-here');
    expect(outcomes).toHaveLength(5);
  });

  test('one that throws when it hears of its end does not keep it from the others', async () => {
    const { link, errors } = await openBound(listener);
    const outcomes: string[] = [];
    link.request(DELIVER, () => {
      throw new Error('a bug');
    });
    ask(link, 'b', outcomes);
    link.close('closed-here');
    expect(outcomes).toEqual(['b: closed']);
    expect(errors).toEqual([`SMPP link ${link.id}: a lost request: Error: a bug`]);
  });

  test('one that throws at its answer ends the link', async () => {
    const { peer, link, closed, errors } = await openBound(listener);
    link.request(DELIVER, () => {
      throw new Error('a bug');
    });
    peer.write(answered('deliver_sm', 1, 0, '\0'));
    expect(await closed).toBe('failed-here');
    expect(errors).toHaveLength(1);
  });
});

/** Answers requests in lots of 40, each lot in an order of its own, with what they had in `source_addr`. */
function shuffling(response: 'submit_sm_resp' | 'deliver_sm_resp', total: number): LinkHandler['onRequest'] {
  const open: Parameters<LinkHandler['onRequest']>[1][] = [];
  let seed = 7;
  let count = 0;
  return (link, request) => {
    count += 1;
    open.push(request);
    if (open.length < 40 && count < total) return;
    while (open.length > 0) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      for (const one of open.splice(seed % open.length, 1)) {
        const { source_addr } = one.body as { readonly source_addr: string };
        link.answer(one, { command: response, body: { message_id: source_addr } });
      }
    }
  };
}

test('10 000 requests each way, answered in random order: each hears its own answer', async () => {
  const COUNT = 10_000;
  const { esme, smsc } = await openPair(listener, {
    esme: { onRequest: shuffling('deliver_sm_resp', COUNT) },
    smsc: { onRequest: shuffling('submit_sm_resp', COUNT) },
  });
  const askAll = ({ link }: End, command: 'submit_sm' | 'deliver_sm') =>
    Array.from({ length: COUNT }, (_, n) => {
      const { promise, resolve } = promiseOf<Outcome>();
      expect(link.request(message(command, { source_addr: `${n}` }), resolve)).toBe(true);
      return promise;
    });
  const outcomes = await Promise.all([...askAll(esme, 'submit_sm'), ...askAll(smsc, 'deliver_sm')]);
  const ids = outcomes.map(
    (one) => one.kind === 'answered' && (one.response.body as { message_id: string }).message_id,
  );
  expect(ids).toEqual(Array.from({ length: 2 * COUNT }, (_, n) => `${n % COUNT}`));
  expect([...esme.strays, ...smsc.strays]).toEqual([]);
});
