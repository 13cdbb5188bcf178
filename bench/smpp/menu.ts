/** Load: phones that dial and answer over SMPP in the generic dialect. A step: submit_sm, its response and the screen, acknowledged. */
import { cpuTimes, percentiles, type Row, stolen } from '../measure.ts';
import type { Connection } from './connection.ts';
import { openPhones, type Phone, type Phones } from './phones.ts';

type Run = (connection: Connection, phones: Phones, end: number) => Promise<readonly number[]>;

/**
 * Drives `count` phones over the connections for so many ms.
 * @param stepsPerSecond of the open loop, in which steps fall due by the clock; null = closed loop: each phone steps on at once
 */
export async function menu(
  connections: readonly Connection[],
  count: number,
  ms: number,
  stepsPerSecond: number | null,
): Promise<Row> {
  const every = connections.length;
  const load = await Promise.all(
    connections.map(async (connection, index) => ({
      connection,
      phones: await openPhones(connection, index, every, count),
    })),
  );
  const run = stepsPerSecond === null ? closedLoop : openLoop((1000 * every) / stepsPerSecond);
  const before = cpuTimes();
  const begun = performance.now();
  const latencies = (
    await Promise.all(load.map(({ connection, phones }) => run(connection, phones, begun + ms)))
  ).flat();
  const seconds = (performance.now() - begun) / 1000;
  return { name: 'menu', rate: latencies.length / seconds, ...percentiles(latencies), cpu: 0, steal: stolen(before) };
}

const closedLoop: Run = (connection, phones, end) =>
  new Promise((resolve) => {
    const latencies: number[] = [];
    let waiting = phones.all.length;
    phones.onScreen((phone) => {
      const now = performance.now();
      latencies.push(now - phone.dueAt);
      if (now < end) phones.step(phone, now);
      else if (--waiting === 0) resolve(latencies);
    });
    for (const phone of phones.all) phones.step(phone, performance.now());
    connection.flush();
  });

/**
 * Steps fall due every so many ms whether or not the server keeps up. Latency counts from when a step was due; one that was due
 * and found no phone that was free before the end counts too, as late as it was then.
 */
function openLoop(everyMs: number): Run {
  return (connection, phones, end) =>
    new Promise((resolve) => {
      const latencies: number[] = [];
      const idle: Phone[] = [...phones.all];
      let due = performance.now();
      let waiting = 0;
      phones.onScreen((phone) => {
        latencies.push(performance.now() - phone.dueAt);
        waiting -= 1;
        idle.push(phone);
      });
      const beginWhatIsDue = (now: number) => {
        while (due <= now && idle.length > 0) {
          phones.step(idle.shift() as Phone, due);
          waiting += 1;
          due += everyMs;
        }
      };
      const tick = () => {
        const now = performance.now();
        if (now < end) beginWhatIsDue(now);
        connection.flush();
        if (now < end || waiting > 0) return void setImmediate(tick);
        for (; due < end; due += everyMs) latencies.push(now - due);
        resolve(latencies);
      };
      tick();
    });
}
