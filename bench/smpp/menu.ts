/** Load: phones that dial and answer over SMPP in the generic dialect. A step: submit_sm, its response and the screen, acknowledged. */
import { ANSWERS, CODE, JOIN, msisdnOf } from '../dialogue.ts';
import { cpuTimes, percentiles, type Row, stolen } from '../measure.ts';
import { type Connection, fail } from './connection.ts';
import { COMMAND, SEQUENCE_AT, TAGS, tlvOf, type UssdFrame, ussdFrame } from './frames.ts';

const DIAL = 1;
const ANSWER = 18;
const GOES_ON = 2;

interface Phone {
  readonly dial: UssdFrame;
  readonly answers: readonly UssdFrame[];
  /** Index of the next answer; past the last one: dial. */
  next: number;
  sentAt: number;
}

/** How phones begin their next step: at once (closed loop), or when their turn comes (open loop). */
export interface Pace {
  /** Takes the phones one after the other; `null` = closed loop. */
  readonly stepsPerSecond: number | null;
}

/** Drives `count` phones over the connections for so many ms. Latency counts from when the step was due. */
export async function menu(
  connections: readonly Connection[],
  count: number,
  ms: number,
  { stepsPerSecond }: Pace,
): Promise<Row> {
  const load = connections.map((connection, index) => phonesOn(connection, index, connections.length, count));
  for (const one of load) await one.join();
  const before = cpuTimes();
  const begun = performance.now();
  const all = load.map((one) => one.run(begun + ms, stepsPerSecond === null ? null : stepsPerSecond / load.length));
  const latencies = (await Promise.all(all)).flat();
  const seconds = (performance.now() - begun) / 1000;
  return { name: 'menu', rate: latencies.length / seconds, ...percentiles(latencies), cpu: 0, steal: stolen(before) };
}

function phonesOn(connection: Connection, index: number, connections: number, count: number) {
  const phones = new Map<string, Phone>();
  for (let loop = index; loop < count; loop += connections) phones.set(msisdnOf(loop), phoneOf(msisdnOf(loop)));
  let sequence = 0;
  const send = ({ bytes, sessionInfoAt }: UssdFrame, sessionInfo: Buffer | null) => {
    const at = connection.put(bytes);
    sequence += 1;
    connection.outgoing.writeUInt32BE(sequence, at + SEQUENCE_AT);
    sessionInfo?.copy(connection.outgoing, at + sessionInfoAt);
  };
  const step = (phone: Phone, sessionInfo: Buffer | null, now: number) => {
    phone.sentAt = now;
    const answer = phone.answers[phone.next];
    phone.next = answer === undefined ? 0 : phone.next + 1;
    send(answer ?? phone.dial, answer === undefined ? null : sessionInfo);
  };
  return {
    /** Every phone joins, once, before anything is measured. */
    join: () =>
      new Promise<void>((resolve) => {
        let left = phones.size;
        connection.onFrame((commandId, bytes, start) => {
          if (isScreen(commandId, bytes, start) && --left === 0) resolve();
        });
        for (const msisdn of phones.keys()) send(ussdFrame(msisdn, '111', DIAL, JOIN), null);
        connection.flush();
      }),
    run: (end: number, stepsPerSecond: number | null) =>
      new Promise<number[]>((resolve) => {
        const latencies: number[] = [];
        const idle: { phone: Phone; sessionInfo: Buffer | null }[] = [];
        let waiting = 0;
        let over = false;
        const due = dueTimes(stepsPerSecond);
        const begin = (phone: Phone, sessionInfo: Buffer | null, now: number) => {
          waiting += 1;
          step(phone, sessionInfo, now);
        };
        connection.onFrame((commandId, bytes, start, frameEnd) => {
          if (!isScreen(commandId, bytes, start)) return;
          const now = performance.now();
          const phone = phones.get(destinationOf(bytes, start));
          if (phone === undefined) return fail(new Error('A screen came for a phone that there is not.'));
          const op = tlvOf(bytes, start, frameEnd, TAGS.ussdServiceOp)?.[0];
          if (op !== GOES_ON) fail(new Error(`A screen came with ussd_service_op ${op}.`));
          latencies.push(now - phone.sentAt);
          waiting -= 1;
          const info = tlvOf(bytes, start, frameEnd, TAGS.sessionInfo);
          const sessionInfo = info && Buffer.from(info);
          if (now >= end) over = true;
          if (over && waiting === 0) return resolve(latencies);
          if (over) return;
          if (stepsPerSecond === null) begin(phone, sessionInfo, now);
          else idle.push({ phone, sessionInfo });
        });
        if (stepsPerSecond === null) {
          for (const phone of phones.values()) begin(phone, null, performance.now());
          connection.flush();
          return;
        }
        for (const phone of phones.values()) idle.push({ phone, sessionInfo: null });
        // The open loop: steps fall due by the clock whether or not the server keeps up; a late one counts from when it was due.
        const tick = () => {
          const now = performance.now();
          if (now >= end) over = true;
          while (!over && idle.length > 0 && due.next() <= now) {
            const one = idle.shift() as (typeof idle)[number];
            begin(one.phone, one.sessionInfo, due.take());
          }
          connection.flush();
          if (!over) setImmediate(tick);
          else if (waiting === 0) resolve(latencies);
        };
        tick();
      }),
  };
}

function dueTimes(perSecond: number | null) {
  const every = perSecond === null ? 0 : 1000 / perSecond;
  let at = performance.now();
  return {
    next: () => at,
    take() {
      at += every;
      return at - every;
    },
  };
}

function phoneOf(msisdn: string): Phone {
  const answers = ANSWERS.map((answer) => ussdFrame(msisdn, '111', ANSWER, answer));
  return { dial: ussdFrame(msisdn, '111', DIAL, CODE), answers, next: answers.length, sentAt: 0 };
}

/** Whether it is a screen; anything refused ends the run. */
function isScreen(commandId: number, bytes: Buffer, start: number): boolean {
  if (commandId === COMMAND.submitResp) {
    const status = bytes.readUInt32BE(start + 8);
    if (status !== 0) fail(new Error(`submit_sm got status 0x${status.toString(16)}.`));
    return false;
  }
  return (
    commandId === COMMAND.deliver && tlvOf(bytes, start, start + bytes.readUInt32BE(start), TAGS.ussdServiceOp) !== null
  );
}

/** destination_addr: the third C-octet string of the body. */
function destinationOf(bytes: Buffer, start: number): string {
  let at = bytes.indexOf(0, start + 16) + 1;
  at = bytes.indexOf(0, at + 2) + 1 + 2;
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}
