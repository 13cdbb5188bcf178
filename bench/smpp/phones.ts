/** The phones of one connection: what each sends next, and which screen came for which. */
import { ANSWERS, CODE, JOIN, msisdnOf } from '../dialogue.ts';
import { type Connection, fail } from './connection.ts';
import { COMMAND, destinationOf, SEQUENCE_AT, TAGS, tlvOf, type UssdFrame, ussdFrame } from './frames.ts';

const DIAL = 1;
const ANSWER = 18;
const GOES_ON = 2;
const SERVICE = '111';

export interface Phone {
  readonly dial: UssdFrame;
  readonly answers: readonly UssdFrame[];
  /** Index of the next answer; past the last one: dial. */
  next: number;
  /** its_session_info of the last screen. */
  sessionInfo: Buffer | null;
  /** When its present step was due, ms. */
  dueAt: number;
}

export interface Phones {
  readonly all: readonly Phone[];
  /** Puts the phone's next step into the connection's next write. */
  step(phone: Phone, dueAt: number): void;
  /** Tells of each screen that came. A refusal or a last screen ends the load: it would measure nonsense. */
  onScreen(listener: (phone: Phone) => void): void;
}

/** The phones number `first`, `first + every`, … below `count`, on a bound connection; each has joined. */
export async function openPhones(connection: Connection, first: number, every: number, count: number): Promise<Phones> {
  const byMsisdn = new Map<string, Phone>();
  for (let index = first; index < count; index += every) byMsisdn.set(msisdnOf(index), phoneOf(msisdnOf(index)));
  let sequence = 0;
  const send = ({ bytes, sessionInfoAt }: UssdFrame, sessionInfo: Buffer | null) => {
    const at = connection.put(bytes);
    sequence += 1;
    connection.outgoing.writeUInt32BE(sequence, at + SEQUENCE_AT);
    sessionInfo?.copy(connection.outgoing, at + sessionInfoAt);
  };
  await join(connection, [...byMsisdn.keys()], (frame) => send(frame, null));
  return {
    all: [...byMsisdn.values()],
    step(phone, dueAt) {
      const answer = phone.answers[phone.next];
      phone.dueAt = dueAt;
      phone.next = answer === undefined ? 0 : phone.next + 1;
      send(answer ?? phone.dial, answer === undefined ? null : phone.sessionInfo);
    },
    onScreen(listener) {
      connection.onFrame((commandId, bytes, start, end) => {
        if (isScreen(commandId, bytes, start)) listener(seen(byMsisdn, bytes, start, end));
      });
    },
  };
}

/** Every phone joins, once, before anything is measured. */
function join(connection: Connection, msisdns: readonly string[], send: (frame: UssdFrame) => void): Promise<void> {
  return new Promise((resolve) => {
    let left = msisdns.length;
    connection.onFrame((commandId, bytes, start) => {
      if (isScreen(commandId, bytes, start) && --left === 0) resolve();
    });
    for (const msisdn of msisdns) send(ussdFrame(msisdn, SERVICE, DIAL, JOIN));
    connection.flush();
  });
}

function phoneOf(msisdn: string): Phone {
  const answers = ANSWERS.map((answer) => ussdFrame(msisdn, SERVICE, ANSWER, answer));
  const dial = ussdFrame(msisdn, SERVICE, DIAL, CODE);
  return { dial, answers, next: answers.length, sessionInfo: null, dueAt: 0 };
}

/** Whether it is a screen; anything refused ends the run. */
function isScreen(commandId: number, bytes: Buffer, start: number): boolean {
  if (commandId === COMMAND.submitResp) {
    const status = bytes.readUInt32BE(start + 8);
    if (status !== 0) fail(new Error(`submit_sm got status 0x${status.toString(16)}.`));
    return false;
  }
  const end = start + bytes.readUInt32BE(start);
  return commandId === COMMAND.deliver && tlvOf(bytes, start, end, TAGS.ussdServiceOp) !== null;
}

/** The phone that a screen is for, which keeps the session's parameter. */
function seen(byMsisdn: ReadonlyMap<string, Phone>, bytes: Buffer, start: number, end: number): Phone {
  const phone = byMsisdn.get(destinationOf(bytes, start)) ?? fail(new Error('A screen came for nobody.'));
  const op = tlvOf(bytes, start, end, TAGS.ussdServiceOp)?.[0];
  if (op !== GOES_ON) fail(new Error(`A screen came with ussd_service_op ${op}.`));
  const sessionInfo = tlvOf(bytes, start, end, TAGS.sessionInfo);
  // The chunk that it came in is used again.
  phone.sessionInfo = sessionInfo && Buffer.from(sessionInfo);
  return phone;
}
