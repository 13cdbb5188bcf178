import { describe, expect, test } from 'vitest';
import type { ProblemType } from '../../../src/flow/problems.ts';
import { settled } from '../phones/support/fakeGateway.ts';
import { farSide, type Short } from '../phones/support/farSide.ts';
import { applicationScene, type Scene } from '../phones/support/setups.ts';

const ANN = '79161234567';
const BOB = '79160000002';
const DIALOGUE = { sessionId: 's1', msisdn: ANN, code: '*384*77', language: 'en' };
const ASK = '0501000102 138300020500';
const END = '0501000111 138300020500';
const NOTIFY = '0501000103 138300020500';
const MENU: Short = { from: '*384*77#', to: ANN, text: 'Menu', service: 'USSD', tlvs: ASK };
const OK = 'submit_sm_resp ok';
const FAILED = 'submit_sm_resp ESME_RSUBMITFAIL';
const LOST = { kind: 'lost' };

function open(more: Parameters<typeof applicationScene>[0] = {}) {
  const scene = applicationScene(more);
  return { scene, peer: farSide(scene.adapter) };
}

function begin({ application }: Scene, dialogue = DIALOGUE) {
  return application?.begin(dialogue, '*384*77#') ?? Promise.reject(new Error('not attached'));
}

/** A phone that sees the application's menu. */
async function openMenu(more: Parameters<typeof applicationScene>[0] = {}) {
  const { scene, peer } = open(more);
  const menu = begin(scene);
  peer.heard();
  peer.answer();
  peer.send('submit_sm', MENU);
  expect(await menu).toEqual({ kind: 'screen', text: 'Menu', awaiting: true });
  expect(peer.heard()).toEqual([OK]);
  return { scene, peer };
}

const REFUSALS: readonly (readonly [what: string, short: Short, status: string])[] = [
  ['no operation', { tlvs: '138300020500' }, 'ESME_RMISSINGOPTPARAM'],
  ['no session parameter', { tlvs: '0501000102' }, 'ESME_RMISSINGOPTPARAM'],
  ['an end without session parameter', { tlvs: '0501000111' }, 'ESME_RMISSINGOPTPARAM'],
  ['an operation of networks', { tlvs: '0501000112 138300020500' }, 'ESME_RINVOPTPARAMVAL'],
  ['183 characters of GSM-7', { text: 'x'.repeat(183) }, 'ESME_RINVMSGLEN'],
  ['81 characters of UCS2', { text: 'я'.repeat(81) }, 'ESME_RINVMSGLEN'],
  ["somebody else's code", { from: '*111*455#' }, 'ESME_RINVSRCADR'],
  ['no source', { from: '' }, 'ESME_RINVSRCADR'],
  ['no destination', { to: '' }, 'ESME_RINVDSTADR'],
  ['a short code as destination', { to: '4555' }, 'ESME_RINVDSTADR'],
  ['octets for a text', { more: { data_coding: 4 } }, 'ESME_RSUBMITFAIL'],
  ['an end of another dialogue', { tlvs: '0501000111 138300020600' }, 'ESME_RSUBMITFAIL'],
  ['a priority of 4', { more: { priority_flag: 4 } }, 'ESME_RINVPRTFLG'],
];

test.each(REFUSALS)('%s is refused; the right screen is still waited for', async (_, short, status) => {
  const { scene, peer } = open();
  const menu = begin(scene);
  peer.heard();
  peer.send('submit_sm', { ...MENU, ...short });
  expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
  peer.send('submit_sm', MENU);
  expect(await menu).toMatchObject({ text: 'Menu' });
  expect(scene.pending()).toEqual([]);
});

test.each([
  ['x'.repeat(182), 0],
  ['я'.repeat(80), 8],
])('a screen may be full: %s', async (text) => {
  const { scene, peer } = open();
  const menu = begin(scene);
  peer.send('submit_sm', { ...MENU, text });
  expect(await menu).toMatchObject({ text });
});

describe('the last screen', () => {
  test.each([
    ['PSSR response', END],
    ['PSSR response, the decimal taken for hexadecimal', '0501000117 138300020500'],
    ["a vendor's 20", '0501000120 138300020500'],
    ['PSSD response', '0501000110 138300020500'],
    ['a notice', NOTIFY],
  ])('is %s', async (_, tlvs) => {
    const { scene, peer } = open();
    const menu = begin(scene);
    peer.send('submit_sm', { ...MENU, tlvs });
    expect(await menu).toEqual({ kind: 'screen', text: 'Menu', awaiting: false });
    peer.heard();
    peer.send('submit_sm', { ...MENU, tlvs: END });
    expect(peer.heard()).toEqual([FAILED]);
    peer.die();
    expect(scene.released).toEqual([]);
  });

  test('in 6D is told by either flag', async () => {
    for (const tlvs of ['0501000102 13830002000b', '0501000111 13830002000a']) {
      const { scene, peer } = open({ dialect: '6d' });
      const menu = begin(scene);
      peer.send('submit_sm', { ...MENU, tlvs });
      expect(await menu).toMatchObject({ awaiting: false });
    }
  });

  test('without a session parameter and an operation: the plain text that a sender of USSD writes', async () => {
    const { scene, peer } = open({ dialect: 'no-session-id' });
    const menu = begin(scene);
    peer.send('submit_sm', { ...MENU, tlvs: '' });
    expect(await menu).toEqual({ kind: 'screen', text: 'Menu', awaiting: false });
  });
});

describe('turns', () => {
  test('a second screen for one question is refused', async () => {
    const { scene, peer } = await openMenu();
    const again = async () => {
      peer.send('submit_sm', { ...MENU, text: 'Again' });
      await scene.next().problem('ussd-busy');
    };
    await again();
    expect(peer.heard()).toEqual([FAILED]);
    const last = scene.application?.answer(DIALOGUE, '1');
    peer.heard();
    peer.send('submit_sm', { ...MENU, text: 'Next' });
    await again();
    expect(peer.heard()).toEqual([OK, FAILED]);
    expect(await last).toMatchObject({ text: 'Next' });
  });

  test('a second answer to one screen is lost, the first is waited for', async () => {
    const { scene, peer } = await openMenu();
    const first = scene.application?.answer(DIALOGUE, '1');
    expect(await scene.application?.answer(DIALOGUE, '2')).toEqual(LOST);
    peer.send('submit_sm', { ...MENU, text: 'Next' });
    expect(await first).toMatchObject({ text: 'Next' });
  });

  test('a screen may come before the dial is answered, and a late refusal of that changes nothing', async () => {
    const { scene, peer } = open();
    const menu = begin(scene);
    peer.send('submit_sm', MENU);
    expect(await menu).toMatchObject({ text: 'Menu' });
    peer.answer('ESME_RX_P_APPN');
    const next = scene.application?.answer(DIALOGUE, '1');
    peer.send('submit_sm', { ...MENU, text: 'Next' });
    expect(await next).toMatchObject({ text: 'Next' });
  });

  test('session numbers go on from dial to dial, dialogue unit numbers from message to message', async () => {
    const { scene, peer } = await openMenu();
    for (const mark of ['0502', '0504']) {
      void scene.application?.answer(DIALOGUE, '1');
      expect(peer.heard()).toEqual([`deliver_sm USSD ${ANN} > *384*77# "1" 0501000112 13830002${mark}`]);
      peer.send('submit_sm', { ...MENU, tlvs: `0501000102 13830002${mark}` });
      expect(peer.heard()).toEqual([OK]);
    }
    void begin(scene, { ...DIALOGUE, msisdn: BOB });
    expect(peer.heard()).toEqual([`deliver_sm USSD ${BOB} > *384*77# "*384*77#" 0501000101 138300020600`]);
  });

  test('who answers by data_sm is told by data_sm', async () => {
    const { scene, peer } = open();
    const menu = begin(scene);
    peer.heard();
    peer.send('data_sm', MENU);
    expect(await menu).toMatchObject({ text: 'Menu' });
    void scene.application?.answer(DIALOGUE, '1');
    expect(peer.heard()).toEqual(['data_sm_resp ok', `data_sm USSD ${ANN} > *384*77# "1" 0501000112 138300020502`]);
  });
});

describe('no screen', () => {
  test.each(['ESME_RX_P_APPN', 'ESME_RX_T_APPN'] as const)('the dial is refused with %s: lost', async (status) => {
    const { scene, peer } = open();
    const menu = begin(scene);
    peer.answer(status);
    expect(await menu).toEqual(LOST);
    expect(scene.timers.size).toBe(0);
  });

  test('the application thinks for too long: lost; what it says then is refused', async () => {
    const { scene, peer } = open();
    const menu = begin(scene);
    const [timer] = scene.timers;
    expect(timer?.ms).toBe(5000);
    timer?.run();
    expect(await menu).toEqual(LOST);
    peer.heard();
    peer.send('submit_sm', { ...MENU, tlvs: END });
    expect(peer.heard()).toEqual([FAILED]);
  });

  test('then it is told, where its dialect can', async () => {
    const { scene, peer } = open({ dialect: 'mica' });
    const menu = begin(scene);
    peer.heard();
    for (const { run } of scene.timers) run();
    expect(await menu).toEqual(LOST);
    expect(peer.heard()).toEqual([`deliver_sm USSD ${ANN} > *384*77# "" 0501000181 020400020005`]);
  });

  test('no bind takes it: lost', async () => {
    const { scene, peer } = open();
    peer.isFull = true;
    expect(await begin(scene)).toEqual(LOST);
    const { application } = scene;
    peer.die();
    expect(scene.application).toBeNull();
    expect(await application?.begin(DIALOGUE, '*384*77#')).toEqual(LOST);
  });

  test('an answer in a dialogue that it does not know: lost', async () => {
    const { scene } = await openMenu();
    expect(await scene.application?.answer({ ...DIALOGUE, sessionId: 's2' }, '1')).toEqual(LOST);
    expect(await scene.application?.answer({ ...DIALOGUE, msisdn: BOB }, '1')).toEqual(LOST);
  });

  test('the phone dials again: who waited hears that it is lost', async () => {
    const { scene } = open();
    const first = begin(scene);
    void begin(scene, { ...DIALOGUE, sessionId: 's2' });
    expect(await first).toEqual(LOST);
    scene.application?.end(DIALOGUE, 'released');
    expect(scene.timers.size).toBe(1);
  });

  test.each([
    ['the phone has hung up', (scene: Scene) => scene.application?.end(DIALOGUE, 'hang-up')],
    ['the application has thought for too long', (scene: Scene) => [...scene.timers][0]?.run()],
  ])('a question that comes after %s is refused, once: it begins nothing', async (_, happens) => {
    const { scene, peer } = open();
    const menu = begin(scene);
    peer.heard();
    happens(scene);
    expect(await menu).toEqual(LOST);
    peer.send('submit_sm', MENU);
    expect(peer.heard()).toEqual([FAILED]);
    expect(scene.pending()).toEqual([]);
    // Its own dialogue under that name may begin then.
    peer.send('submit_sm', MENU);
    expect(scene.pending()).toEqual(['push']);
  });

  test('the phone hangs up while the application thinks', async () => {
    const { scene, peer } = open();
    const menu = begin(scene);
    scene.application?.end(DIALOGUE, 'hang-up');
    expect(await menu).toEqual(LOST);
    peer.heard();
    peer.send('submit_sm', { ...MENU, tlvs: END });
    expect(peer.heard()).toEqual([FAILED]);
  });
});

describe('binds', () => {
  test('one that dies: who waits hears that it is lost, phones that think are released, others go on', async () => {
    const { scene, peer } = await openMenu();
    const other = farSide(scene.adapter);
    peer.room = 0;
    const bobs = begin(scene, { ...DIALOGUE, sessionId: 's2', msisdn: BOB });
    peer.room = 20;
    const carols = begin(scene, { ...DIALOGUE, sessionId: 's3', msisdn: '79160000003' });
    // She waits for the screen, not for the acknowledgement of her dial.
    peer.answer();
    peer.die();
    expect(await carols).toEqual(LOST);
    expect(scene.released).toEqual(['s1']);
    other.heard();
    other.send('submit_sm', { ...MENU, to: BOB, tlvs: '0501000102 138300020600' });
    expect(await bobs).toMatchObject({ text: 'Menu' });
    expect(scene.application).not.toBeNull();
  });

  test('a dialogue stays with its bind', async () => {
    const { scene, peer } = await openMenu();
    const other = farSide(scene.adapter);
    other.room = 100;
    void scene.application?.answer(DIALOGUE, '1');
    expect(peer.heard()).toHaveLength(1);
    expect(other.heard()).toEqual([]);
  });

  test('its screens may come by another bind: a receiver and a transmitter', async () => {
    const scene = applicationScene();
    const transmitter = farSide(scene.adapter, 'bound_tx');
    expect(scene.application).toBeNull();
    farSide(scene.adapter, 'bound_rx');
    const menu = begin(scene);
    transmitter.send('submit_sm', MENU);
    expect(await menu).toMatchObject({ text: 'Menu' });
    transmitter.die();
    expect(scene.released).toEqual([]);
    expect(scene.application).not.toBeNull();
  });

  test('dialogues cut off all at once: who waits hears that it is lost, the application is told, others go on', async () => {
    const { scene, peer } = open({ dialect: 'mica' });
    const [anns, bobs] = [begin(scene), begin(scene, { ...DIALOGUE, sessionId: 's2', msisdn: BOB })];
    peer.heard();
    scene.end?.cutOff((sessionId) => sessionId === 's1');
    expect(await anns).toEqual(LOST);
    expect(peer.heard()).toEqual([`deliver_sm USSD ${ANN} > *384*77# "" 0501000181 020400020005`]);
    peer.send('submit_sm', { ...MENU, to: BOB, tlvs: '0501000102 020400020006' });
    expect(await bobs).toMatchObject({ text: 'Menu' });
    expect(scene.timers.size).toBe(0);
    peer.die();
    expect(scene.released).toEqual(['s2']);
  });

  test('closing the adapter releases all', async () => {
    const { scene } = await openMenu();
    scene.adapter.close();
    expect(scene.released).toEqual(['s1']);
    expect([scene.application, scene.end]).toEqual([null, null]);
  });
});

describe('pushes', () => {
  const PUSH: Short = { ...MENU, text: 'Sure?' };

  test.each([
    ['phone-unreachable', 'ESME_RX_T_APPN'],
    ['ussd-busy', 'ESME_RX_T_APPN'],
    ['bad-value', 'ESME_RINVMSGLEN'],
    ['store-unavailable', 'ESME_RSYSERR'],
  ] as const satisfies readonly (readonly [ProblemType, string])[])('%s: %s', async (problem, status) => {
    const { scene, peer } = open();
    peer.send('submit_sm', PUSH);
    await scene.next().problem(problem);
    expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
    peer.die();
    expect(scene.released).toEqual([]);
  });

  test('a gateway that throws is a system error, and is told of', async () => {
    const { scene, peer } = open();
    peer.send('submit_sm', PUSH);
    await scene.next().reject(new Error('no'));
    expect(peer.heard()).toEqual(['submit_sm_resp ESME_RSYSERR']);
    expect(scene.troubles).toHaveLength(1);
  });

  test('without a session parameter it gets a name from us', async () => {
    const { scene, peer } = open();
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000102' });
    await scene.next().screen('Sure?');
    peer.heard();
    void scene.application?.answer(DIALOGUE, 'yes');
    expect(peer.heard()).toEqual([`deliver_sm USSD ${ANN} > *384*77# "yes" 0501000112 138300020502`]);
  });

  test('its dialogue unit numbers go on in even steps from where the application began', async () => {
    const { scene, peer } = open();
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000102 138300020501' });
    await scene.next().screen('Sure?');
    peer.heard();
    void scene.application?.answer(DIALOGUE, 'yes');
    expect(peer.heard()).toEqual([`deliver_sm USSD ${ANN} > *384*77# "yes" 0501000112 138300020502`]);
  });

  test('the application may ask on, except in eyeline, where only a notice may follow', async () => {
    const asked = await pushed('generic');
    asked.peer.send('submit_sm', { ...PUSH, tlvs: '0501000102 138300020500' });
    expect(asked.peer.heard()).toEqual([OK]);
    expect(await asked.reply).toMatchObject({ awaiting: true });
    const { peer, reply } = await pushed('eyeline');
    for (const operation of ['02', '11']) {
      peer.send('submit_sm', { ...PUSH, tlvs: `05010001${operation} 020400020500` });
      expect(peer.heard()).toEqual([FAILED]);
    }
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000103 020400020500' });
    expect(await reply).toMatchObject({ awaiting: false });
  });

  async function pushed(dialect: 'generic' | 'eyeline') {
    const { scene, peer } = open({ dialect });
    const session = dialect === 'generic' ? '138300020500' : '020400020500';
    peer.send('submit_sm', { ...PUSH, tlvs: `0501000102 ${session}` });
    await scene.next().screen('Sure?');
    const reply = scene.application?.answer(DIALOGUE, 'yes');
    peer.heard();
    return { peer, reply };
  }

  test('there is nothing to end yet', () => {
    const { scene, peer } = open();
    peer.send('submit_sm', { ...PUSH, tlvs: END });
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000111' });
    expect(peer.heard()).toEqual([FAILED, 'submit_sm_resp ESME_RMISSINGOPTPARAM']);
    expect(scene.pending()).toEqual([]);
  });

  test('a question needs a bind on which the reply can come; a notice does not', async () => {
    const scene = applicationScene();
    const peer = farSide(scene.adapter, 'bound_tx');
    peer.send('submit_sm', PUSH);
    expect(peer.heard()).toEqual([FAILED]);
    peer.send('submit_sm', { ...PUSH, tlvs: NOTIFY });
    await scene.next().screen('Sure?', 'ended');
    expect(peer.heard()).toEqual([OK]);
  });

  test("another one to a phone in a dialogue is the gateway's to refuse, and the dialogue goes on", async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000102 138300020900' });
    await scene.next().problem('ussd-busy');
    expect(peer.heard()).toEqual(['submit_sm_resp ESME_RX_T_APPN']);
    const next = scene.application?.answer(DIALOGUE, '1');
    peer.send('submit_sm', { ...MENU, text: 'Next' });
    expect(await next).toMatchObject({ text: 'Next' });
  });

  test('one that the gateway takes although the phone was in a dialogue: who waited there hears that it is lost', async () => {
    const { scene, peer } = open();
    const menu = begin(scene);
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000102 138300020900' });
    await scene.next().screen('Sure?', 'awaiting', 's2');
    expect(await menu).toEqual(LOST);
    expect(scene.timers.size).toBe(0);
    peer.die();
    expect(scene.released).toEqual(['s2']);
  });

  describe('to a phone that was in a dialogue with the application', () => {
    test.each([
      ['without a name', '0501000102', 'ESME_RMISSINGOPTPARAM'],
      ['under its name', ASK, 'ESME_RSUBMITFAIL'],
      ['a notice under its name', NOTIFY, 'ESME_RSUBMITFAIL'],
      ['under another name', '0501000102 138300020900', 'ESME_RX_T_APPN'],
    ])('%s: where it goes on, refused for what it lacks', async (_, tlvs, status) => {
      const { scene, peer } = await openMenu();
      peer.send('submit_sm', { ...PUSH, tlvs });
      await scene.next().problem('ussd-busy');
      expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
      peer.die();
      expect(scene.released).toEqual(['s1']);
    });

    test.each([
      ['a notice without a name', '0501000103', 'ended'],
      ['a notice under its name', NOTIFY, 'ended'],
      ['a question under its name', ASK, 'awaiting'],
    ] as const)('%s: where it is over although nobody said so here, the gateway takes it', async (_, tlvs, state) => {
      const { scene, peer } = await openMenu();
      peer.send('submit_sm', { ...PUSH, tlvs });
      await scene.next().screen('Sure?', state, 's2');
      expect(peer.heard()[0]).toBe(OK);
      expect(await scene.application?.answer(DIALOGUE, '1')).toEqual(LOST);
      peer.die();
      expect(scene.released).toEqual(state === 'awaiting' ? ['s2'] : []);
    });
  });

  test('the phone dials while a question is on its way to it: the dial is waited for, the question is over', async () => {
    const { scene, peer } = open({ dialect: 'mica' });
    peer.send('submit_sm', { ...PUSH, tlvs: '0501000102 020400020900' });
    const asked = scene.next();
    const menu = begin(scene);
    peer.heard();
    await asked.screen('Sure?', 'awaiting', 's2');
    expect(peer.heard()).toEqual([OK, `deliver_sm USSD ${ANN} > *384*77# "" 0501000181 020400020900`]);
    peer.send('submit_sm', { ...MENU, tlvs: '0501000102 020400020005' });
    expect(await menu).toMatchObject({ text: 'Menu' });
  });

  test('a push that waits for its reply is released with its bind', async () => {
    const { scene, peer } = open();
    peer.send('submit_sm', PUSH);
    await scene.next().screen('Sure?');
    peer.die();
    expect(scene.released).toEqual(['s1']);
  });

  test('to a number in any form', async () => {
    const { scene, peer } = open();
    peer.send('submit_sm', { ...PUSH, to: '89161234567' });
    const asked = scene.next();
    expect(asked.body).toMatchObject({ msisdn: ANN });
    await asked.screen('Sure?');
    void scene.application?.answer(DIALOGUE, 'yes');
    expect(peer.heard()).toEqual([OK, 'deliver_sm USSD 89161234567 > *384*77# "yes" 0501000112 138300020502']);
  });
});

test('no phone hangs on an application', async () => {
  const { scene } = open();
  await settled();
  const screen = { msisdn: ANN, sessionId: 's1', from: '4555', text: 'x', reference: null, awaiting: false };
  expect(scene.end?.show(screen)).toBeNull();
});
