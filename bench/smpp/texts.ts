/** Load: phones that text a keyword, and again as soon as the answer came. A step: submit_sm, its response, the answer's deliver_sm, acknowledged. */
import { msisdnOf } from '../dialogue.ts';
import { cpuTimes, percentiles, type Row, stolen } from '../measure.ts';
import { type Connection, fail } from './connection.ts';
import { COMMAND, destinationOf, esmClassOf, SEQUENCE_AT, smsFrame } from './frames.ts';

const KEYWORD = 'BONUS';
const SHORT_CODE = '4555';
const RECEIPT = 0x04;

/** @param count phones; each asks for receipts, too, which are acknowledged and not waited for */
export async function texts([connection]: readonly Connection[], count: number, ms: number): Promise<Row> {
  if (connection === undefined) throw new Error('Texts need a connection.');
  const before = cpuTimes();
  const begun = performance.now();
  const latencies = await exchange(connection, count, begun + ms);
  const seconds = (performance.now() - begun) / 1000;
  return { name: 'texts', rate: latencies.length / seconds, ...percentiles(latencies), cpu: 0, steal: stolen(before) };
}

function exchange(connection: Connection, count: number, end: number): Promise<number[]> {
  const latencies: number[] = [];
  const sentAt = new Map<string, number>();
  let sequence = 0;
  const send = (msisdn: string) => {
    const at = connection.put(smsFrame(msisdn, SHORT_CODE, KEYWORD, true));
    sequence += 1;
    connection.outgoing.writeUInt32BE(sequence, at + SEQUENCE_AT);
    sentAt.set(msisdn, performance.now());
  };
  return new Promise((resolve) => {
    connection.onFrame((commandId, bytes, start) => {
      if (commandId === COMMAND.submitResp && bytes.readUInt32BE(start + 8) !== 0)
        fail(new Error('An SMS was refused.'));
      if (commandId !== COMMAND.deliver || esmClassOf(bytes, start) === RECEIPT) return;
      const msisdn = destinationOf(bytes, start);
      const sent = sentAt.get(msisdn);
      // What waited from a run before is nobody's.
      if (sent === undefined) return;
      sentAt.delete(msisdn);
      latencies.push(performance.now() - sent);
      if (performance.now() < end) send(msisdn);
      else if (sentAt.size === 0) resolve(latencies);
    });
    for (let index = 0; index < count; index += 1) send(msisdnOf(index));
    connection.flush();
  });
}
