/** Load: SMS to the sink, a window full of them on each connection, so many ms on end. */
import { cpuTimes, percentiles, type Row, stolen } from '../measure.ts';
import { type Connection, fail } from './connection.ts';
import { COMMAND, SEQUENCE_AT, smsFrame } from './frames.ts';

const SINK = '9999';

/** @param connections bound ones; @param window requests in flight on each of them */
export async function accept(connections: readonly Connection[], window: number, ms: number): Promise<Row> {
  const latencies: number[] = [];
  const before = cpuTimes();
  const begun = performance.now();
  await Promise.all(connections.map((one, index) => fill(one, index, window, begun + ms, latencies)));
  const seconds = (performance.now() - begun) / 1000;
  return { name: 'accept', rate: latencies.length / seconds, ...percentiles(latencies), cpu: 0, steal: stolen(before) };
}

/** Keeps the window full until `end`, then waits for the last answers. */
function fill(connection: Connection, index: number, window: number, end: number, latencies: number[]): Promise<void> {
  const frame = smsFrame(String(79_160_000_000 + index), SINK);
  const sentAt = new Float64Array(window);
  let sequence = 0;
  let inFlight = 0;
  const send = (now: number) => {
    const at = connection.put(frame);
    sequence += 1;
    connection.outgoing.writeUInt32BE(sequence, at + SEQUENCE_AT);
    sentAt[sequence % window] = now;
    inFlight += 1;
  };
  return new Promise((resolve) => {
    connection.onFrame((commandId, bytes, start) => {
      if (commandId !== COMMAND.submitResp) return;
      const status = bytes.readUInt32BE(start + 8);
      if (status !== 0) fail(new Error(`submit_sm got status 0x${status.toString(16)}.`));
      const now = performance.now();
      latencies.push(now - (sentAt[bytes.readUInt32BE(start + SEQUENCE_AT) % window] ?? now));
      inFlight -= 1;
      if (now < end) send(now);
      else if (inFlight === 0) resolve();
    });
    for (let i = 0; i < window; i += 1) send(performance.now());
    connection.flush();
  });
}
