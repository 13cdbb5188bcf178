/** Phones on an SMPP bind in the generic dialect: npm `smpp` is the client, so nothing of ours speaks to itself. */
import type { Call, InboxSms } from '../../src/flow/api.ts';
import { type Client, type ClientPdu, textFields, textOf } from '../support/npmSmpp.ts';
import { must } from '../support/phone.ts';
import type { Calls, Phones, Reply, Shown } from './driver.ts';

const BEGIN = 1;
const ANSWER = 18;
const ABORT = 0x81;
const GOES_ON = 2;

/** What a refusal is called on the other wires. */
const WORDS: Readonly<Record<number, string>> = { 11: 'bad-code', 69: 'session-over' };

interface Dialogue {
  /** its_session_info of the last screen, given back as it came. */
  sessionInfo: Buffer;
}

/**
 * Phones over a client that is bound as a network. SMS are what was delivered to the client; the list that every wire can read
 * must tell of the same ones, and lends them id and time.
 */
export function phonesOverSmpp(client: Client, calls: Pick<Calls, 'messages'>, call: Call): Phones {
  const dialogues = new Map<string, Dialogue>();
  const firstHeard = new Map<string, number>();
  const seen = new Map<string, string>();
  let lastSession = 0;

  const spoke = async (msisdn: string) => {
    if (firstHeard.has(msisdn)) return;
    const { messages } = must(await calls.messages(call, msisdn, {}));
    firstHeard.set(msisdn, Number(messages.at(-1)?.id ?? 0));
  };

  const ussd = async (msisdn: string, op: number, text: string, sessionInfo: Buffer): Promise<Reply<Shown>> => {
    await spoke(msisdn);
    const response = await client.ask('submit_sm', {
      ...phoneToCode(msisdn, '111'),
      ...textFields(text),
      service_type: 'USSD',
      ussd_service_op: op,
      its_session_info: sessionInfo,
    });
    if (response.command_status !== 0) return refusal(response);
    // The last word of a dialogue that timed out may lie there still, under another session number.
    const screen = await taken(client, (pdu) => pdu.destination_addr === msisdn && isOf(sessionInfo, pdu));
    dialogues.set(msisdn, { sessionInfo: screen.its_session_info as Buffer });
    return {
      ok: true,
      value: { state: screen.ussd_service_op === GOES_ON ? 'awaiting' : 'ended', text: textOf(screen) },
    };
  };

  return {
    dial(msisdn, code) {
      lastSession = (lastSession + 1) % 256;
      return ussd(msisdn, BEGIN, code, Buffer.from([lastSession, 0]));
    },
    answer: (msisdn, input) => ussd(msisdn, ANSWER, input, dialogues.get(msisdn)?.sessionInfo ?? Buffer.alloc(2)),
    async hangUp(msisdn) {
      const response = await client.ask('submit_sm', {
        ...phoneToCode(msisdn, '111'),
        service_type: 'USSD',
        ussd_service_op: ABORT,
        its_session_info: dialogues.get(msisdn)?.sessionInfo,
      });
      return response.command_status === 0 ? { ok: true, value: null } : refusal(response);
    },
    async sms(msisdn, to, text) {
      await spoke(msisdn);
      const response = await client.ask('submit_sm', { ...phoneToCode(msisdn, to), ...textFields(text) });
      return response.command_status === 0 ? { ok: true, value: null } : refusal(response);
    },
    async inbox(msisdn) {
      const { messages } = must(await calls.messages(call, msisdn, { after: seen.get(msisdn) ?? '0' }));
      seen.set(msisdn, messages.at(-1)?.id ?? seen.get(msisdn) ?? '0');
      const since = firstHeard.get(msisdn) ?? Number.POSITIVE_INFINITY;
      for (const sms of messages) if (Number(sms.id) > since) await expectDelivered(client, msisdn, sms);
      return messages;
    },
  };
}

/** Takes the parts of an SMS from what was delivered; they must make up its text, from its sender. */
async function expectDelivered(client: Client, msisdn: string, sms: InboxSms): Promise<void> {
  let text = '';
  for (let part = 0; part < sms.parts; part += 1) {
    const pdu = await taken(client, (one) => one.destination_addr === msisdn && one.ussd_service_op === undefined);
    if (pdu.source_addr !== sms.from) throw new Error(`An SMS came from ${pdu.source_addr}, not from ${sms.from}.`);
    text += textOf(pdu);
  }
  if (text !== sms.text) throw new Error(`The SMS "${text}" was delivered, and "${sms.text}" is in the list.`);
}

async function taken(client: Client, fits: (pdu: ClientPdu) => boolean): Promise<ClientPdu> {
  for (;;) {
    const index = client.delivered.findIndex(fits);
    const [found] = index < 0 ? [] : client.delivered.splice(index, 1);
    if (found !== undefined) return found;
    await client.more();
  }
}

function isOf(sessionInfo: Buffer, { ussd_service_op, its_session_info }: ClientPdu): boolean {
  return ussd_service_op !== undefined && (its_session_info as Buffer)[0] === sessionInfo[0];
}

function phoneToCode(msisdn: string, code: string) {
  return {
    source_addr_ton: 1,
    source_addr_npi: 1,
    source_addr: msisdn,
    dest_addr_ton: 0,
    dest_addr_npi: 1,
    destination_addr: code,
  };
}

function refusal({ command_status }: ClientPdu): Reply<never> {
  return { ok: false, word: WORDS[command_status] ?? `status ${command_status}`, figures: {} };
}
