/** Years of members in all programs: what one costs must not depend on how many there were before. */
import type { Cost } from '../programs.ts';
import { dot, progress } from '../runs.ts';
import { ask, finish, GATEWAY_CORE, start } from '../worker.ts';

const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 1000);
const YEARS = [1, 5, 15, 30];

/** The years from the fifth on, by when the lists of an account are full or nearly so, may cost so many times what they did until then. */
const MOST_GROWTH = { cpu: 1.5, octets: 2, heap: 1.5 } as const;

/** Lives, prints, and says whether nothing grew with the history and the audit found nothing. */
export async function programYears(): Promise<boolean> {
  progress(`${MEMBERS} members in all programs over ${YEARS.at(-1)} years`);
  const worker = start(GATEWAY_CORE, 'programs', [String(MEMBERS)]);
  const costs: Cost[] = [];
  for (const years of YEARS) {
    costs.push(JSON.parse(await ask(worker, `${years}`)) as Cost);
    dot();
  }
  finish(worker);
  console.log(
    `\n\n${'after years'.padEnd(12)} CPU ms/member-year  octets/account  entries/member  heap MB  differences`,
  );
  for (const cost of costs) console.log(line(cost));
  return verdict(costs);
}

function line({ years, cpu, octets, entries, heap, differences }: Cost): string {
  return [
    String(years).padEnd(12),
    cpu.toFixed(2).padStart(18),
    octets.toFixed(0).padStart(15),
    entries.toFixed(0).padStart(15),
    heap.toFixed(1).padStart(8),
    String(differences).padStart(12),
  ].join(' ');
}

function verdict(costs: readonly Cost[]): boolean {
  const then = costs.find(({ years }) => years === 5);
  const last = costs.at(-1);
  if (then === undefined || last === undefined) throw new Error('Nothing was measured.');
  const bars = (['cpu', 'octets', 'heap'] as const).map((what) => {
    const growth = last[what] / then[what];
    const held = growth <= MOST_GROWTH[what];
    console.log(
      `${what}: ${growth.toFixed(2)} times that after 5 years (bar ${MOST_GROWTH[what]}: ${held ? 'held' : 'MISSED'})`,
    );
    return held;
  });
  return bars.every((held) => held) && costs.every(({ differences }) => differences === 0);
}
