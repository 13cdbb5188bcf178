import { beforeEach, expect, it } from 'vitest';
import { paced } from '../../../src/smpp/esme/pace.ts';
import type { LinkHandler, LinkWatch, Outcome } from '../../../src/smpp/link/types.ts';
import { type Listener, listen, openPair } from '../link/support/ends.ts';
import { message } from '../link/support/pdus.ts';

let listener: Listener;
beforeEach(async () => {
  listener = await listen();
  return listener.close;
});

const text = (to: string) => message('submit_sm', { destination_addr: to });
const screen = (to: string) => message('submit_sm', { destination_addr: to, service_type: 'USSD' });
const ignore = () => {};

/** A paced link, and the destinations of what it has sent so far. */
async function scene(limits: { readonly rate: number; readonly queue: number }) {
  const sent: string[] = [];
  const onPdu: LinkWatch['onPdu'] = (_, direction, { body }) => {
    if (direction === 'out' && 'destination_addr' in body) sent.push(body.destination_addr);
  };
  const onRequest: LinkHandler['onRequest'] = (link, request) =>
    link.answer(request, { command: 'submit_sm_resp', body: { message_id: '1' } });
  const wide = { limits: { window: 1_000 } };
  const { esme, pulse } = await openPair(listener, { esme: { ...wide, onPdu }, smsc: { ...wide, onRequest } });
  const errors: string[] = [];
  const pace = paced(esme.link, limits, pulse, (error) => void errors.push(String(error)));
  return { ...pace, pulse, raw: esme.link, sent, errors };
}

it('without a rate the link is as it was', async () => {
  const { link, raw, pulse } = await scene({ rate: 0, queue: 10 });
  expect(link).toBe(raw);
  expect(pulse.joined()).toBe(2);
});

it('spaces requests out, and makes up for no more than a tenth of a second', async () => {
  const { link, pulse, sent, end } = await scene({ rate: 2, queue: 100 });
  const ask = (count: number) => {
    for (let asked = 0; asked < count; asked++) expect(link.request(text('1000'), ignore)).toBe(true);
  };
  const sentAfter = (waits: readonly number[]) =>
    waits.map((wait) => {
      pulse.pass(wait - 1);
      const before = sent.length;
      pulse.pass(1);
      return [before, sent.length];
    });
  ask(4);
  expect(sent).toHaveLength(1);
  expect(sentAfter([400, 500, 500])).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  pulse.pass(5_000);
  ask(3);
  expect(sentAfter([400, 500])).toEqual([
    [5, 6],
    [6, 7],
  ]);
  end();
});

it('many a second are not slowed by the beats of the clock', async () => {
  const { link, pulse, sent, end } = await scene({ rate: 1_000, queue: 10_000 });
  for (let asked = 0; asked < 501; asked++) link.request(text('1000'), ignore);
  const sentBy = [0, 100, 100, 100, 100].map((wait) => {
    pulse.pass(wait);
    return sent.length;
  });
  expect(sentBy).toEqual([101, 201, 301, 401, 501]);
  end();
});

it('screens go before texts; each in the order in which it came', async () => {
  const { link, pulse, sent, end } = await scene({ rate: 10, queue: 100 });
  const said = [text('1000'), text('1001'), text('1002'), screen('2000'), text('1003'), screen('2001')];
  for (const asked of said) link.request(asked, ignore);
  for (let beat = 0; beat < 6; beat++) pulse.pass(100);
  expect(sent).toEqual(['1000', '1001', '2000', '2001', '1002', '1003']);
  end();
});

it('has no room while something waits, and takes no more than its queue holds', async () => {
  const { link, raw, end } = await scene({ rate: 1, queue: 2 });
  expect(link.room()).toBe(raw.room());
  expect([1, 2, 3, 4].map((to) => link.request(text(`100${to}`), ignore))).toEqual([true, true, true, false]);
  expect(link.room()).toBe(0);
  expect(raw.room()).toBeGreaterThan(0);
  end();
});

it('tells those who wait when the link is over, once', async () => {
  const { link, pulse, end } = await scene({ rate: 1, queue: 10 });
  const outcomes: (readonly [string, Outcome])[] = [];
  const note = (name: string) => (outcome: Outcome) => void outcomes.push([name, outcome]);
  link.request(text('1000'), ignore);
  link.request(text('1001'), note('text'));
  link.request(screen('2000'), note('screen'));
  end();
  const lost = { kind: 'lost', why: 'closed' };
  expect(outcomes).toEqual([
    ['screen', lost],
    ['text', lost],
  ]);
  pulse.pass(10_000);
  expect(outcomes).toHaveLength(2);
});

it('while the link says goodbye nothing more is taken', async () => {
  const { link, pulse, sent, end } = await scene({ rate: 1, queue: 10 });
  const outcomes: Outcome[] = [];
  link.request(text('1000'), ignore);
  link.request(text('1001'), (outcome) => outcomes.push(outcome));
  void link.unbind();
  pulse.pass(1_000);
  expect(outcomes).toEqual([{ kind: 'lost', why: 'closed' }]);
  link.close('closed-here');
  expect(link.state).toBe('closed');
  expect(link.request(text('1002'), ignore)).toBe(false);
  expect(sent).toEqual(['1000']);
  end();
});

it('at the end one that throws keeps it from nobody who waits', async () => {
  const { link, end, errors } = await scene({ rate: 1, queue: 10 });
  const outcomes: string[] = [];
  link.request(text('1'), ignore);
  link.request(text('2'), () => {
    throw new Error('a bug');
  });
  link.request(text('3'), ({ kind }) => void outcomes.push(kind));
  end();
  expect([outcomes, errors]).toEqual([['lost'], ['Error: a bug']]);
});
