import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/smpp/link/types.ts';
import { type Listener, listen, openBound, openPair, openScene, type Scene } from './support/ends.ts';
import { answered, asked } from './support/frames.ts';
import { message } from './support/pdus.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen();
});
afterAll(() => listener.close());

const DELIVER = message('deliver_sm');

/** A request of the peer that waits for our answer and one of ours that waits for the peer's (`5/0/1`). */
async function openBusy(): Promise<Scene & { readonly outcomes: Outcome[] }> {
  const scene = await openBound(listener, { limits: { window: 1, unbind: 5_000 } });
  const outcomes: Outcome[] = [];
  scene.link.request(DELIVER, (outcome) => void outcomes.push(outcome));
  scene.peer.write(asked('submit_sm', 1));
  await scene.came(1);
  expect(await scene.peer.heads(1)).toEqual(['5/0/1']);
  return { ...scene, outcomes };
}

const answerIt = ({ link, requests }: Scene) => link.refuse(requests[0] as never, 'ESME_ROK');

/** Until what the peer wrote has been read: link keeping is answered in its turn. */
async function barrier({ peer }: Scene): Promise<void> {
  peer.write(asked('enquire_link', 0x777));
  expect(await peer.heads(1)).toEqual(['80000015/0/777']);
}

describe('the peer unbinds', () => {
  test('with nothing under way: answered, closed', async () => {
    const { peer, closed, link } = await openBound(listener);
    peer.write(asked('unbind', 4));
    expect(await peer.rest()).toEqual(['80000006/0/4']);
    expect(await closed).toBe('unbound');
    expect(link.state).toBe('closed');
  });

  test('it gets its answers first, then unbind_resp; its own answers are still taken', async () => {
    const scene = await openBusy();
    const { peer, link, closed, outcomes } = scene;
    peer.write(asked('unbind', 2), asked('submit_sm', 3));
    expect(await peer.heads(1)).toEqual(['80000004/4/3']);
    expect(link.state).toBe('unbound');
    expect(link.request(DELIVER, () => {})).toBe(false);
    link.answer(scene.requests[0] as never, { command: 'submit_sm_resp', body: { message_id: 'A' } });
    expect(await peer.heads(2)).toEqual(['80000004/0/1', '80000006/0/2']);
    await barrier(scene);
    expect(outcomes).toEqual([]);
    peer.write(answered('deliver_sm', 1, 0, '\0'));
    expect(await closed).toBe('unbound');
    expect(outcomes).toMatchObject([{ kind: 'answered' }]);
    expect(await peer.rest()).toEqual([]);
  });

  test('what only waits is lost at once', async () => {
    const scene = await openBusy();
    const waiting: Outcome[] = [];
    scene.link.request(DELIVER, (outcome) => void waiting.push(outcome));
    scene.peer.write(asked('unbind', 2));
    await barrier(scene);
    expect(waiting).toEqual([{ kind: 'lost', why: 'closed' }]);
  });

  test('patience ends: unbind_resp in any case, then the end', async () => {
    const scene = await openBusy();
    scene.peer.write(asked('unbind', 2));
    await barrier(scene);
    scene.pulse.pass(4_999);
    await barrier(scene);
    scene.pulse.pass(1);
    expect(await scene.peer.heads(1)).toEqual(['80000006/0/2']);
    scene.pulse.pass(1);
    expect(await scene.closed).toBe('unbound');
    expect(scene.outcomes).toEqual([{ kind: 'lost', why: 'closed' }]);
    expect(await scene.peer.rest()).toEqual([]);
  });

  test('and closes without waiting for us', async () => {
    const scene = await openBusy();
    scene.peer.socket.end(asked('unbind', 2));
    await once(scene.socket, 'end');
    answerIt(scene);
    expect(await scene.peer.rest()).toEqual(['80000004/0/1', '80000006/0/2']);
    expect(await scene.closed).toBe('unbound');
    expect(scene.outcomes).toEqual([{ kind: 'lost', why: 'closed' }]);
  });
});

describe('we unbind', () => {
  test('with nothing under way: unbind, then closed with its answer', async () => {
    const { peer, link, closed } = await openBound(listener);
    const gone = link.unbind();
    expect(await peer.heads(1)).toEqual(['6/0/1']);
    expect(link.state).toBe('unbound');
    peer.write(answered('unbind', 1));
    expect(await closed).toBe('unbound');
    await gone;
    expect(await peer.rest()).toEqual([]);
  });

  test('what is under way finishes first, both ways; what the peer asks meanwhile it may ask again elsewhere', async () => {
    const scene = await openBusy();
    const { peer, link, outcomes } = scene;
    const gone = link.unbind();
    expect(link.room()).toBe(0);
    expect(link.request(DELIVER, () => {})).toBe(false);
    peer.write(asked('submit_sm', 2));
    expect(await peer.heads(1)).toEqual(['80000004/14/2']);
    answerIt(scene);
    expect(await peer.heads(1)).toEqual(['80000004/0/1']);
    await barrier(scene);
    peer.write(answered('deliver_sm', 1, 0, '\0'));
    expect(await peer.heads(1)).toEqual(['6/0/2']);
    expect(outcomes).toMatchObject([{ kind: 'answered' }]);
    peer.write(asked('submit_sm', 3), answered('unbind', 2));
    await gone;
    expect(await peer.rest()).toEqual(['80000004/14/3']);
  });

  test('patience ends twice: for what is under way, and for unbind_resp', async () => {
    const { peer, link, pulse, closed, outcomes } = await openBusy();
    const gone = link.unbind();
    pulse.pass(4_999);
    expect(link.state).toBe('bound_trx');
    pulse.pass(1);
    expect(await peer.heads(1)).toEqual(['6/0/2']);
    pulse.pass(4_999);
    expect(link.state).toBe('unbound');
    pulse.pass(1);
    expect(await closed).toBe('unbound');
    await gone;
    expect(outcomes).toEqual([{ kind: 'lost', why: 'closed' }]);
  });

  test('an answer that will not come any more is not waited for', async () => {
    const { peer, link, pulse } = await openBound(listener, { limits: { response: 2_000, unbind: 5_000 } });
    link.request(DELIVER, () => {});
    await peer.heads(1);
    link.unbind();
    pulse.pass(2_000);
    expect(await peer.heads(1)).toEqual(['6/0/2']);
  });

  test.each(['draining', 'unbinding'])('while the peer unbinds, too: %s', async (stage) => {
    const scene = stage === 'draining' ? await openBusy() : await openBound(listener);
    const gone = scene.link.unbind();
    if (stage === 'unbinding') expect(await scene.peer.heads(1)).toEqual(['6/0/1']);
    scene.peer.write(asked('unbind', 9));
    if (stage === 'draining') {
      await barrier(scene);
      answerIt(scene);
      scene.peer.write(answered('deliver_sm', 1, 0, '\0'));
      expect(await scene.peer.heads(1)).toEqual(['80000004/0/1']);
    }
    expect(await scene.peer.heads(1)).toEqual(['80000006/0/9']);
    if (stage === 'unbinding') scene.peer.write(answered('unbind', 1));
    await gone;
    expect(await scene.closed).toBe('unbound');
  });

  test('the peer leaves instead of answering', async () => {
    const { link, peer, closed } = await openBound(listener);
    const gone = link.unbind();
    await peer.heads(1);
    peer.socket.end();
    await gone;
    expect(await closed).toBe('unbound');
  });

  test('a link that is not bound is closed; one that is closed is gone', async () => {
    const { link, closed, peer } = await openScene(listener);
    await link.unbind();
    expect(await closed).toBe('closed-here');
    await link.unbind();
    expect(await peer.rest()).toEqual([]);
  });

  test('twice: both are told of the end', async () => {
    const { link, peer } = await openBound(listener);
    const gone = [link.unbind(), link.unbind()];
    expect(await peer.heads(1)).toEqual(['6/0/1']);
    peer.write(answered('unbind', 1));
    await Promise.all(gone);
    expect(await peer.rest()).toEqual([]);
  });
});

test('two of our links, both with requests under way, and either unbinds', async () => {
  for (const first of ['esme', 'smsc'] as const) {
    const pair = await openPair(listener);
    const outcomes: string[] = [];
    const note = (name: string) => (outcome: Outcome) => void outcomes.push(`${name} ${outcome.kind}`);
    pair.esme.link.request(message('submit_sm'), note('submit_sm'));
    pair.smsc.link.request(message('deliver_sm'), note('deliver_sm'));
    await Promise.all([pair.esme.came(1), pair.smsc.came(1)]);
    const gone = pair[first].link.unbind();
    pair.smsc.link.answer(pair.smsc.requests[0] as never, { command: 'submit_sm_resp' });
    pair.esme.link.answer(pair.esme.requests[0] as never, { command: 'deliver_sm_resp' });
    await gone;
    expect(await Promise.all([pair.esme.closed, pair.smsc.closed])).toEqual(['unbound', 'unbound']);
    expect(outcomes.sort()).toEqual(['deliver_sm answered', 'submit_sm answered']);
  }
});

describe('the peer is gone', () => {
  test('with FIN: what it still asked is answered, what we asked is lost', async () => {
    const scene = await openBusy();
    scene.peer.socket.end(asked('submit_sm', 2));
    await once(scene.socket, 'end');
    answerIt(scene);
    expect(await scene.peer.rest()).toEqual(['80000004/14/2', '80000004/0/1']);
    expect(await scene.closed).toBe('peer-closed');
    expect(scene.outcomes).toEqual([{ kind: 'lost', why: 'closed' }]);
  });

  test('with FIN, and the handler never answers', async () => {
    const { peer, link, pulse, closed, socket } = await openBound(listener, { limits: { unbind: 3_000 } });
    peer.socket.end(asked('submit_sm', 1));
    await once(socket, 'end');
    expect(link.request(DELIVER, () => {})).toBe(false);
    pulse.pass(2_999);
    expect(link.state).toBe('bound_trx');
    pulse.pass(1);
    expect(await closed).toBe('peer-closed');
  });

  test('without a word', async () => {
    const { socket, link, closed } = await openBound(listener);
    const outcomes: Outcome[] = [];
    link.request(DELIVER, (outcome) => void outcomes.push(outcome));
    socket.destroy();
    expect(await closed).toBe('peer-closed');
    expect(outcomes).toEqual([{ kind: 'lost', why: 'closed' }]);
  });

  test('with RST, in the middle of a PDU', async () => {
    const { peer, closed, came, requests, pulse, socket } = await openBound(listener);
    peer.write(asked('submit_sm', 1), asked('submit_sm', 2).subarray(0, 20));
    await came(1);
    const isGone = once(socket, 'close').catch(() => once(socket, 'close'));
    peer.socket.resetAndDestroy();
    expect(await closed).toBe('socket-error');
    expect(requests).toHaveLength(1);
    await isGone;
    expect(pulse.joined()).toBe(0);
  });
});

describe('we close', () => {
  test('what was written leaves before', async () => {
    const { peer, link, requests, came, closed } = await openBound(listener);
    peer.write(asked('submit_sm', 1));
    await came(1);
    link.refuse(requests[0] as never, 'ESME_RSYSERR');
    link.close('closed-here');
    expect(await peer.rest()).toEqual(['80000004/8/1']);
    expect(await closed).toBe('closed-here');
  });

  test('nothing is sent or handed on afterwards, and the end is told once', async () => {
    const reasons: string[] = [];
    const { peer, link, requests, came, strays } = await openBound(listener, {
      onClose: (_, why) => void reasons.push(why),
    });
    peer.write(asked('submit_sm', 1));
    await came(1);
    link.close('closed-here');
    link.close('inactive');
    link.refuse(requests[0] as never, 'ESME_ROK');
    link.bound('bound_rx');
    peer.write(asked('submit_sm', 2));
    expect(await peer.rest()).toEqual([]);
    expect(link.state).toBe('closed');
    expect(requests).toHaveLength(1);
    peer.socket.end();
    await once(peer.socket, 'close');
    expect(strays).toEqual([]);
    expect(reasons).toEqual(['closed-here']);
  });

  test('a peer that does not close its half, and writes on, is cut', async () => {
    const { peer, link, pulse, socket } = await openBound(listener, { limits: { unbind: 3_000 } });
    link.close('closed-here');
    await peer.rest();
    pulse.pass(2_999);
    await new Promise<void>((resolve) => peer.socket.write(asked('enquire_link', 1), () => resolve()));
    expect(pulse.joined()).toBe(1);
    const isGone = once(socket, 'close');
    pulse.pass(1);
    await isGone;
    expect(pulse.joined()).toBe(0);
  });
});
