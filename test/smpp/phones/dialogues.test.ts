import { describe, expect, test } from 'vitest';
import type { ProblemType } from '../../../src/flow/problems.ts';
import { settled } from './support/fakeGateway.ts';
import { farSide, type Short } from './support/farSide.ts';
import { phonesScene, type Scene } from './support/setups.ts';

const ANN = '79161234567';
const BEGIN = '0501000101 138300020500';
const ANSWER = '0501000112 138300020502';
const DIAL: Short = { from: ANN, to: '111', text: '*111*455#', service: 'USSD', tlvs: BEGIN };
const INPUT: Short = { ...DIAL, text: '1', tlvs: ANSWER };
const OK = 'submit_sm_resp ok';
const MENU = `deliver_sm USSD 111 > ${ANN} "Menu" 0501000102 138300020500`;
const BROKEN = 'The connection was lost. Please dial again.';

/** A phone that sees a menu. */
async function openMenu(scene: Scene = phonesScene()) {
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', DIAL);
  await scene.next().screen('Menu');
  expect(peer.heard()).toEqual([OK, MENU]);
  return { scene, peer };
}

const REFUSALS: readonly (readonly [what: string, short: Short, status: string])[] = [
  ['no operation', { tlvs: '138300020500' }, 'ESME_RMISSINGOPTPARAM'],
  ['no session parameter', { tlvs: '0501000101' }, 'ESME_RMISSINGOPTPARAM'],
  ['an operation of applications', { tlvs: '0501000102 138300020500' }, 'ESME_RINVOPTPARAMVAL'],
  ['PSSR response of a phone', { tlvs: '0501000111 138300020500' }, 'ESME_RINVOPTPARAMVAL'],
  ['no destination', { to: '' }, 'ESME_RINVDSTADR'],
  ['no source', { from: '' }, 'ESME_RINVSRCADR'],
  ['a source of letters', { from: 'Ann' }, 'ESME_RINVSRCADR'],
  ['a short code as source', { from: '4555' }, 'ESME_RINVSRCADR'],
  ['short_message beside message_payload', { tlvs: `${BEGIN} 0424000131` }, 'ESME_ROPTPARNOTALLWD'],
  ['a header in front of the text', { more: { esm_class: 0x40 } }, 'ESME_RINVESMCLASS'],
  ['octets for a text', { more: { data_coding: 4 } }, 'ESME_RSUBMITFAIL'],
  ['UCS2 of odd length', { more: { data_coding: 8 } }, 'ESME_RINVMSGLEN'],
  ['a priority of 4', { more: { priority_flag: 4 } }, 'ESME_RINVPRTFLG'],
  ['a reserved bit of registered_delivery', { more: { registered_delivery: 0x20 } }, 'ESME_RINVREGDLVFLG'],
  ['an esm_class of receipts', { more: { esm_class: 0x04 } }, 'ESME_RINVESMCLASS'],
  ['a replace flag of 2', { more: { replace_if_present_flag: 2 } }, 'ESME_RINVREPFLAG'],
  ['a default message', { more: { sm_default_msg_id: 1 } }, 'ESME_RINVDFTMSGID'],
  ['an unknown service type', { service: 'XYZ' }, 'ESME_RINVSERTYP'],
  ['a source TON of 7', { more: { source_addr_ton: 7 } }, 'ESME_RINVSRCTON'],
  ['a source NPI of 2', { more: { source_addr_npi: 2 } }, 'ESME_RINVSRCNPI'],
  ['a destination TON of 7', { more: { dest_addr_ton: 7 } }, 'ESME_RINVDSTTON'],
  ['a destination NPI of 2', { more: { dest_addr_npi: 2 } }, 'ESME_RINVDSTNPI'],
];

test.each(REFUSALS)('%s is refused', (_, short, status) => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', { ...DIAL, ...short });
  expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
  expect(scene.pending()).toEqual([]);
});

const PROBLEMS: readonly (readonly [ProblemType, status: string])[] = [
  ['bad-msisdn', 'ESME_RINVSRCADR'],
  ['bad-code', 'ESME_RINVDSTADR'],
  ['bad-input', 'ESME_RINVMSGLEN'],
  ['session-over', 'ESME_RSUBMITFAIL'],
  ['unknown-session', 'ESME_RSUBMITFAIL'],
  ['ussd-busy', 'ESME_RX_T_APPN'],
  ['store-unavailable', 'ESME_RSYSERR'],
  ['unknown-world', 'ESME_RSYSERR'],
];

describe.each(PROBLEMS)('the gateway says %s', (problem, status) => {
  test(`to a dial: ${status}, and nothing is shown`, async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', DIAL);
    await scene.next().problem(problem);
    expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
    peer.die();
    expect(scene.released).toEqual([]);
  });

  test(`to an answer: ${status}, and nothing is shown`, async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', INPUT);
    await scene.next().problem(problem);
    expect(peer.heard()).toEqual([`submit_sm_resp ${status}`]);
    // What is over needs no release; a dialogue that goes on does.
    peer.die();
    expect(scene.released).toEqual(status === 'ESME_RSUBMITFAIL' ? [] : ['s1']);
  });
});

test('a gateway that throws is a system error, and is told of', async () => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', DIAL);
  await scene.next().reject(new Error('no'));
  expect(peer.heard()).toEqual(['submit_sm_resp ESME_RSYSERR']);
  expect(scene.troubles).toMatchObject([{ kind: 'error', error: new Error('no') }]);
});

describe('the code of a dial', () => {
  test.each([
    ['the text', 'generic', { to: '111', text: '*111*455#' }, '*111*455#'],
    ['destination_addr where there is no text', 'generic', { to: '*111*455#', text: '' }, '*111*455#'],
    ['the text alone', 'mica', { to: '', text: '*372#', tlvs: '0501000101 020400023235' }, '*372#'],
  ] as const)('is %s', (_, dialect, short, code) => {
    const scene = phonesScene({ dialect });
    farSide(scene.adapter).send('submit_sm', { ...DIAL, ...short });
    expect(scene.next().body).toMatchObject({ code });
  });

  test('stands as source of the screens where the phone named no destination', async () => {
    const scene = phonesScene({ dialect: 'mica' });
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { ...DIAL, to: '', text: '*372#', tlvs: '0501000101 020400023235' });
    await scene.next().screen('Menu');
    expect(peer.heard().at(-1)).toBe(`deliver_sm USSD *372# > ${ANN} "Menu" 0501000102 020400023235`);
  });

  test.each(['7', '*111*455#'])('without ussd_service_op %j is told apart from an answer by its look', (text) => {
    const scene = phonesScene({ dialect: 'no-session-id' });
    farSide(scene.adapter).send('submit_sm', { ...DIAL, text, tlvs: '' });
    expect(scene.next().what).toBe(text === '7' ? 'answer' : 'dial');
  });
});

test('a capture of a real gateway: service type, operation, no session; the code in the text', () => {
  const scene = phonesScene({ dialect: 'no-session-id' });
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', {
    from: '992000000000',
    to: '992000000001',
    text: '*3322*0#',
    service: 'USSD',
    tlvs: '0501000101',
  });
  expect(scene.next().body).toEqual({ msisdn: '+992000000000', code: '*3322*0#', reference: '' });
});

describe('numbers', () => {
  test.each([
    [1, '79161234567', '79161234567'],
    [1, '+79161234567', '79161234567'],
    [0, '89161234567', '79161234567'],
    [2, '9161234567', '79161234567'],
    [1, '85212345678', '+85212345678'],
    [0, '447700900123', '447700900123'],
  ])('TON %i %s goes to the gateway as %s, and screens go back to the number as it came', async (ton, from, msisdn) => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', { ...DIAL, from, more: { source_addr_ton: ton } });
    const dialled = scene.next();
    expect(dialled.body).toMatchObject({ msisdn });
    await dialled.screen('Menu');
    expect(peer.pdus().at(-1)).toMatchObject({ body: { destination_addr: from, dest_addr_ton: ton } });
  });
});

test('an operation without the service type is USSD, too', () => {
  const scene = phonesScene();
  farSide(scene.adapter).send('submit_sm', { ...DIAL, service: '' });
  expect(scene.pending()).toEqual(['dial']);
});

test('who speaks data_sm is answered in data_sm', async () => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('data_sm', DIAL);
  expect(scene.next()).toMatchObject({ body: { code: '*111*455#' } });
  peer.send('data_sm', DIAL);
  await scene.next().screen('Menu');
  expect(peer.heard()).toEqual(['data_sm_resp ok', `data_sm USSD 111 > ${ANN} "Menu" 0501000102 138300020500`]);
});

test('an outgoing link: deliver_sm comes, whatever its class; submit_sm goes', async () => {
  const scene = phonesScene({ sends: 'submit_sm', wire: 'link:mts' });
  const peer = farSide(scene.adapter);
  peer.send('deliver_sm', { ...DIAL, more: { priority_flag: 9 } });
  await scene.next().screen('Menu');
  expect(peer.heard()).toEqual(['deliver_sm_resp ok', MENU.replace('deliver_sm', 'submit_sm')]);
});

test('a message of the wire carries its world and its name', () => {
  const scene = phonesScene({ world: 'w1', wire: 'link:mts' });
  farSide(scene.adapter).send('submit_sm', DIAL);
  expect(scene.next().call).toMatchObject({ world: 'w1', wire: 'link:mts' });
});

describe('an application behind the code', () => {
  test('the message is answered when it is accepted, the screen comes when there is one', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', DIAL);
    const dialled = scene.next();
    dialled.call.accepted?.();
    expect(peer.heard()).toEqual([OK]);
    await dialled.screen('Menu');
    expect(peer.heard()).toEqual([MENU]);
  });

  test('what goes wrong after that is read on the phone, in its language', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', INPUT);
    const answered = scene.next();
    answered.call.accepted?.();
    await answered.problem('store-unavailable');
    expect(peer.heard()).toEqual([OK, `deliver_sm USSD 111 > ${ANN} "${BROKEN}" 0501000111 138300020502`]);
  });

  test('a phone that has hung up meanwhile reads nothing', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', INPUT);
    const answered = scene.next();
    answered.call.accepted?.();
    peer.send('submit_sm', { ...INPUT, tlvs: '0501000181 138300020502' });
    await scene.next().resolve({ ok: true, value: null });
    await answered.problem('session-over');
    expect(peer.heard()).toEqual([OK, OK]);
  });
});

describe('two dials of one phone', () => {
  test('only the screen of the later one is shown; the earlier one is not released, for it is gone', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    peer.send('submit_sm', DIAL);
    peer.send('submit_sm', { ...DIAL, tlvs: '0501000101 138300020600' });
    const [first, second] = [scene.next(), scene.next()];
    await first.screen('Old', 'ended');
    await second.screen('New', 'awaiting', 's2');
    expect(peer.heard()).toEqual([OK, OK, `deliver_sm USSD 111 > ${ANN} "New" 0501000102 138300020600`]);
    peer.die();
    expect(scene.released).toEqual(['s2']);
  });

  test('under one name begin anew, where the dialect does not refuse that', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', DIAL);
    await scene.next().screen('Menu');
    expect(peer.heard()).toEqual([OK, MENU]);
  });

  describe('under one name in eyeline', () => {
    const dial = { ...DIAL, tlvs: '0501000101 020400020005' };

    /** The second dial has been sent, after the first one's menu. */
    const dialTwice = async () => {
      const scene = phonesScene({ dialect: 'eyeline' });
      const peer = farSide(scene.adapter);
      peer.send('submit_sm', dial);
      await scene.next().screen('Menu');
      peer.heard();
      peer.send('submit_sm', dial);
      const second = scene.next();
      expect(second).toMatchObject({ what: 'dial', body: { reference: '0005', unlessOpen: true } });
      return { scene, peer, second };
    };

    test("are the gateway's to refuse while the dialogue goes on, and it does", async () => {
      const { scene, peer, second } = await dialTwice();
      await second.problem('ussd-busy', { field: 'reference' });
      expect(peer.heard()).toEqual(['submit_sm_resp ESME_RSUBMITFAIL']);
      peer.send('submit_sm', { ...INPUT, tlvs: '0501000112 020400020005' });
      await scene.next().screen('Next');
      expect(peer.heard()).toEqual([OK, `deliver_sm USSD 111 > ${ANN} "Next" 0501000102 020400020005`]);
      peer.die();
      expect(scene.released).toEqual(['s1']);
    });

    test('and that one goes with its bind, though the phone has not answered since', async () => {
      const { scene, peer, second } = await dialTwice();
      await second.problem('ussd-busy', { field: 'reference' });
      peer.die();
      expect(scene.released).toEqual(['s1']);
    });

    test('begin anew once the one before is over, though nobody said so here', async () => {
      const { scene, peer, second } = await dialTwice();
      await second.screen('Menu', 'awaiting', 's2');
      expect(peer.heard()).toEqual([OK, `deliver_sm USSD 111 > ${ANN} "Menu" 0501000102 020400020005`]);
      peer.die();
      expect(scene.released).toEqual(['s2']);
    });

    test('so does one whose application has yet to answer: the phone may give up meanwhile', async () => {
      const { scene, peer, second } = await dialTwice();
      second.call.accepted?.();
      peer.die();
      expect(scene.released).toEqual([]);
      await second.screen('Menu', 'awaiting', 's2');
      expect(scene.released).toEqual(['s2']);
    });
  });

  test('no other dialect asks for a refusal', () => {
    const scene = phonesScene();
    farSide(scene.adapter).send('submit_sm', DIAL);
    expect(scene.next().body).toEqual({ msisdn: ANN, code: '*111*455#', reference: '0500' });
  });
});

test('a dial that came to nothing leaves nothing behind', async () => {
  const scene = phonesScene({ dialect: 'eyeline' });
  const peer = farSide(scene.adapter);
  for (let n = 0; n < 2; n++) {
    peer.send('submit_sm', { ...DIAL, tlvs: '0501000101 020400020005' });
    await scene.next().problem('bad-code');
    expect(peer.heard()).toEqual(['submit_sm_resp ESME_RINVDSTADR']);
  }
});

test.each(['tata', '6d'] as const)(
  'in %s an odd its_session_info ends the dialogue, whatever the operation',
  (dialect) => {
    const scene = phonesScene({ dialect });
    farSide(scene.adapter).send('submit_sm', { ...INPUT, tlvs: '0501000112 138300020501' });
    expect(scene.next()).toMatchObject({ what: 'hangUp', body: { reference: '0500' } });
  },
);

describe('binds', () => {
  test('a lost one releases its dialogues, and only those that go on', async () => {
    const { scene, peer } = await openMenu();
    const other = farSide(scene.adapter);
    other.send('submit_sm', { ...DIAL, from: '79160000001' });
    await scene.next().screen('Menu', 'awaiting', 's2');
    other.send('submit_sm', { ...DIAL, from: '79160000002' });
    await scene.next().screen('Bye', 'ended', 's3');
    other.die();
    expect(scene.released).toEqual(['s2']);
    peer.die();
    expect(scene.released).toEqual(['s2', 's1']);
  });

  test('one lost while the gateway works: what began is released, and nothing is shown', async () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    const other = farSide(scene.adapter);
    peer.send('submit_sm', DIAL);
    peer.die();
    expect(scene.released).toEqual([]);
    await scene.next().screen('Menu');
    expect(scene.released).toEqual(['s1']);
    expect(other.heard()).toEqual([]);
  });

  test('a dialogue goes with the bind that spoke last for it', async () => {
    const { scene, peer } = await openMenu();
    const other = farSide(scene.adapter);
    other.send('submit_sm', INPUT);
    await scene.next().screen('Next');
    expect(other.heard()).toEqual([OK, `deliver_sm USSD 111 > ${ANN} "Next" 0501000102 138300020502`]);
    peer.die();
    expect(scene.released).toEqual([]);
    other.die();
    expect(scene.released).toEqual(['s1']);
  });

  test('transmitter and receiver: screens go to the receiver', async () => {
    const scene = phonesScene();
    const transmitter = farSide(scene.adapter, 'bound_tx');
    expect(scene.end).toBeNull();
    const receiver = farSide(scene.adapter, 'bound_rx');
    expect(scene.end).not.toBeNull();
    transmitter.send('submit_sm', DIAL);
    await scene.next().screen('Menu');
    expect(transmitter.heard()).toEqual([OK]);
    expect(receiver.heard()).toEqual([MENU]);
  });

  test('the last receiver is lost: nobody can be shown anything, and all dialogues are released', async () => {
    const scene = phonesScene();
    const transmitter = farSide(scene.adapter, 'bound_tx');
    const receivers = [farSide(scene.adapter, 'bound_rx'), farSide(scene.adapter, 'bound_rx')];
    transmitter.send('submit_sm', DIAL);
    await scene.next().screen('Menu');
    transmitter.send('submit_sm', { ...DIAL, from: '79160000001' });
    receivers[0]?.die();
    expect(scene.released).toEqual([]);
    receivers[1]?.die();
    expect(scene.released).toEqual(['s1']);
    // The one that the gateway was still working on.
    await scene.next().screen('Menu', 'awaiting', 's2');
    expect(scene.released).toEqual(['s1', 's2']);
  });

  test('without a receiver a dial is refused', () => {
    const scene = phonesScene();
    const transmitter = farSide(scene.adapter, 'bound_tx');
    transmitter.send('submit_sm', DIAL);
    expect(transmitter.heard()).toEqual(['submit_sm_resp ESME_RSUBMITFAIL']);
  });

  test('one that says goodbye: the screen goes to another', async () => {
    const { scene, peer } = await openMenu();
    const other = farSide(scene.adapter);
    peer.send('submit_sm', INPUT);
    peer.state = 'unbound';
    await scene.next().screen('Next');
    expect(peer.heard()).toEqual([OK]);
    expect(other.heard()).toHaveLength(1);
  });

  test('a question that nobody takes ends the dialogue', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', INPUT);
    peer.isFull = true;
    await scene.next().screen('Next');
    expect(scene.released).toEqual(['s1']);
  });

  test('so does one that the far side refuses', async () => {
    const { scene, peer } = await openMenu();
    peer.answer('ESME_RX_P_APPN');
    expect(scene.released).toEqual(['s1']);
    expect(scene.troubles).toEqual([{ kind: 'screen-refused', status: 0x65 }]);
    peer.die();
    expect(scene.released).toEqual(['s1']);
  });

  test("last words that the far side refuses are nobody's loss", async () => {
    const { scene, peer } = await openMenu();
    peer.answer();
    peer.send('submit_sm', INPUT);
    await scene.next().screen('Bye', 'ended');
    peer.answer('ESME_RX_P_APPN');
    expect(scene.released).toEqual([]);
  });

  test('so is a question whose dialogue is over by then', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', { ...INPUT, tlvs: '0501000181 138300020502' });
    await scene.next().resolve({ ok: true, value: null });
    peer.answer('ESME_RX_P_APPN');
    expect(scene.released).toEqual([]);
  });

  test('so is a notice', () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    scene.end?.show({ msisdn: ANN, sessionId: 's1', from: '111', text: 'x', reference: null, awaiting: false });
    peer.answer('ESME_RX_P_APPN');
    expect(scene.released).toEqual([]);
  });

  test('closing the adapter releases all, and nothing can be spoken to', async () => {
    const { scene } = await openMenu();
    scene.adapter.close();
    expect(scene.released).toEqual(['s1']);
    expect(scene.end).toBeNull();
  });
});

describe('screens that no phone asked for', () => {
  const END = { msisdn: ANN, sessionId: 's1', from: '*111', text: 'Time is over', awaiting: false };

  test('the end of a dialogue reaches its phone, by the addresses and the mark that it used', async () => {
    const { scene, peer } = await openMenu();
    expect(scene.end?.show({ ...END, reference: '0500' })).toBe('0500');
    expect(peer.heard()).toEqual([`deliver_sm USSD 111 > ${ANN} "Time is over" 0501000111 138300020500`]);
    peer.die();
    expect(scene.released).toEqual([]);
  });

  test('so it does where another process saw the dialogue begin', () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    expect(scene.end?.show({ ...END, reference: '0700' })).toBe('0700');
    expect(peer.heard()).toEqual([`deliver_sm USSD *111 > ${ANN} "Time is over" 0501000111 138300020700`]);
  });

  test.each([null, '0500'])('nobody is there (reference %j)', async (reference) => {
    const { scene, peer } = await openMenu();
    const { end } = scene;
    peer.isFull = true;
    expect(end?.show({ ...END, reference })).toBeNull();
    peer.die();
    expect(end?.show({ ...END, reference })).toBeNull();
    expect(scene.end).toBeNull();
  });

  test('two pushes have two names', () => {
    const scene = phonesScene();
    farSide(scene.adapter);
    const screen = { ...END, reference: null, awaiting: true };
    const names = [ANN, '79160000001'].map((msisdn) => scene.end?.show({ ...screen, msisdn }));
    expect(names).toEqual(['0500', '0600']);
  });

  test('a second question after a push, where the dialect has none, is shown as the last screen', async () => {
    const scene = phonesScene({ dialect: 'eyeline' });
    const peer = farSide(scene.adapter);
    scene.end?.show({ ...END, reference: null, awaiting: true });
    peer.heard();
    peer.send('submit_sm', { ...INPUT, tlvs: '0501000112 020400020005' });
    await scene.next().screen('And now?');
    expect(peer.heard()).toEqual([OK, `deliver_sm USSD *111 > ${ANN} "And now?" 0501000103 020400020005`]);
    expect(scene.released).toEqual(['s1']);
    peer.die();
    expect(scene.released).toEqual(['s1']);
  });

  test('a push whose bind is lost is released', () => {
    const scene = phonesScene();
    const peer = farSide(scene.adapter);
    scene.end?.show({ ...END, reference: null, awaiting: true });
    peer.die();
    expect(scene.released).toEqual(['s1']);
  });
});

test('a reply to a dialogue that another process saw begin is taken, and released when its bind is lost', async () => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', INPUT);
  const answered = scene.next();
  expect(answered.body).toEqual([{ msisdn: ANN, reference: '0500' }, { input: '1' }]);
  await answered.screen('Next');
  expect(peer.heard()).toHaveLength(2);
  peer.die();
  expect(scene.released).toEqual(['s1']);
});

test('a stale answer does not take the place of the dialogue that lives', async () => {
  const { scene, peer } = await openMenu();
  peer.send('submit_sm', { ...INPUT, tlvs: '0501000112 138300020402' });
  await scene.next().problem('session-over');
  await settled();
  peer.die();
  expect(scene.released).toEqual(['s1']);
});

test('an answer that is refused while the dial is worked on does not cost the phone its screen', async () => {
  const scene = phonesScene();
  const peer = farSide(scene.adapter);
  peer.send('submit_sm', DIAL);
  peer.send('submit_sm', INPUT);
  const dial = scene.next();
  await scene.next().problem('ussd-busy');
  expect(peer.heard()).toEqual(['submit_sm_resp ESME_RX_T_APPN']);
  await dial.screen('Menu');
  expect(peer.heard()).toEqual(['submit_sm_resp ok', expect.stringContaining('"Menu"')]);
});

describe('dialogues cut off all at once', () => {
  test('those that are over, and no others: their phones read so, and nothing is left to be released', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', { ...DIAL, from: '79160000001' });
    await scene.next().screen('Menu', 'awaiting', 's2');
    peer.send('submit_sm', { ...DIAL, from: '79160000002' });
    peer.heard();
    scene.end?.cutOff((sessionId) => sessionId !== 's2');
    expect(peer.heard()).toEqual([`deliver_sm USSD 111 > ${ANN} "${BROKEN}" 0501000111 138300020500`]);
    scene.end?.cutOff((sessionId) => sessionId !== 's2');
    expect(peer.heard()).toEqual([]);
    await scene.next().screen('Menu', 'awaiting', 's3');
    expect(peer.heard()).toHaveLength(2);
    peer.die();
    expect(scene.released).toEqual(['s2', 's3']);
  });

  test('one whose answer the gateway works on: its screen comes too late', async () => {
    const { scene, peer } = await openMenu();
    peer.send('submit_sm', INPUT);
    scene.end?.cutOff(() => true);
    peer.heard();
    await scene.next().screen('Next', 'ended');
    expect(peer.heard()).toEqual([OK]);
  });
});
