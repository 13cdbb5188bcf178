/** What the SMPP wire did so far, for whoever collects figures. */
import { COMMANDS, type CommandName } from '../pdu/commands.ts';
import { statusName } from '../pdu/statuses.ts';

/** Figures of one name, read when somebody looks. */
export interface MeterSource {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly labelNames: readonly string[];
  /** Labels and their value now. */
  read(): readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

export type Direction = 'in' | 'out';

export interface Meters {
  pdu(direction: Direction, command: CommandName): void;
  /** An answer that says no; `other` for a status that no standard has. */
  error(direction: Direction, status: number): void;
  /** A frame that is not in order, by its kind. */
  stray(kind: string): void;
  bind(account: string, state: string, by: 1 | -1): void;
  readonly sources: readonly MeterSource[];
}

/** Fresh figures: one for all that speaks SMPP in a gateway, for a name can be collected only once. */
export function smppMeters(): Meters {
  const pdus = { in: ofCommands(), out: ofCommands() };
  const errors = tally(['direction', 'status']);
  const strays = tally(['kind']);
  const binds = tally(['account', 'state']);
  return {
    pdu: (direction, command) => void pdus[direction][command]++,
    // A peer may make up as many statuses as it likes.
    error: (direction, status) => errors.add([direction, statusName(status) ?? 'other'], 1),
    stray: (kind) => strays.add([kind], 1),
    bind: (account, state, by) => binds.add([account, state], by),
    sources: [
      {
        name: 'starhash_smpp_pdus_total',
        help: 'PDUs by direction and command.',
        type: 'counter',
        labelNames: ['direction', 'command'],
        read: () => [...pdusOf('in', pdus.in), ...pdusOf('out', pdus.out)],
      },
      { name: 'starhash_smpp_errors_total', help: 'Answers that say no, by status.', type: 'counter', ...errors },
      {
        name: 'starhash_smpp_strays_total',
        help: 'Frames that were not in order: unreadable, refused, unsolicited, sloppy, not SMPP.',
        type: 'counter',
        ...strays,
      },
      { name: 'starhash_smpp_binds', help: 'Binds now, by account and state.', type: 'gauge', ...binds },
    ],
  };
}

/** @param count how many connections of others there are now */
export function connectionsMeter(count: () => number): MeterSource {
  return {
    name: 'starhash_smpp_connections',
    help: 'Connections now, bound or not.',
    type: 'gauge',
    labelNames: [],
    read: () => [[{}, count()]],
  };
}

type Counts = Record<CommandName, number>;

function ofCommands(): Counts {
  return Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, 0])) as Counts;
}

function pdusOf(direction: Direction, counts: Counts): ReturnType<MeterSource['read']> {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([command, count]) => [{ direction, command }, count] as const);
}

/** Counts by label values, which are few. */
function tally(labelNames: readonly string[]) {
  const counts = new Map<string, number>();
  return {
    labelNames,
    add(values: readonly string[], by: number) {
      const key = values.join(' ');
      counts.set(key, (counts.get(key) ?? 0) + by);
    },
    read: () =>
      [...counts].map(([key, count]) => {
        const values = key.split(' ');
        return [Object.fromEntries(labelNames.map((name, at) => [name, values[at] ?? ''])), count] as const;
      }),
  };
}
