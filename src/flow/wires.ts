/** Who can be spoken to in this process: the ends of wires, and the applications behind codes, by world and name. */
import { ALL_WORLDS, type Application, type WireEnd } from './api.ts';
import { openTurns, type Turns } from './turns.ts';

/** Hears that another end of a wire is in use from now on; null = none. */
export type EndListener = (world: string, wire: string, end: WireEnd | null) => void;

export interface WireBoard {
  /** The last one attached is in use. Returns what takes this one off again, whenever it is called and how often. */
  attachWire(world: string, wire: string, end: WireEnd): () => void;
  attachApplication(world: string, name: string, application: Application): () => void;
  /** The end in use, or null. */
  end(world: string, wire: string): WireEnd | null;
  application(world: string, name: string): Application | null;
  /** All ends in use in a world. */
  endsIn(world: string): readonly WireEnd[];
  /** The worlds of all ends. */
  worlds(): ReadonlySet<string>;
  /** Told at each change of an end in use, before the call that changes it returns; the function it gives ends that. */
  onEnd(listener: EndListener): () => void;
  /** Who of this process waits for an application. */
  readonly turns: Turns;
}

/** Whether a wire of this name has ends that attach and detach: binds. On others (HTTP, command line) phones come and ask. */
export function isBindWire(wire: string): boolean {
  return wire.startsWith('smpp:') || wire.startsWith('link:');
}

/** An empty board. */
export function wireBoard(): WireBoard {
  const ends = nameBoard<WireEnd>();
  const applications = nameBoard<Application>();
  const listeners = new Set<EndListener>();
  return {
    attachWire: (world, wire, end) =>
      ends.attach(world, wire, end, (inUse) => {
        for (const listener of listeners) listener(world, wire, inUse);
      }),
    attachApplication: (world, name, application) => applications.attach(world, name, application, () => {}),
    end: ends.find,
    application: (world, name) => applications.find(world, name) ?? applications.find(ALL_WORLDS, name),
    endsIn: ends.all,
    worlds: ends.worlds,
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    turns: openTurns(),
  };
}

interface NameBoard<T> {
  attach(world: string, name: string, one: T, onChange: (inUse: T | null) => void): () => void;
  find(world: string, name: string): T | null;
  /** Those in use in a world. */
  all(world: string): readonly T[];
  worlds(): ReadonlySet<string>;
}

/** Names → those attached under them, oldest first. One attached twice is there twice. */
function nameBoard<T>(): NameBoard<T> {
  const attached = new Map<string, readonly { readonly one: T }[]>();
  const inUse = (key: string) => attached.get(key)?.at(-1)?.one ?? null;

  const put = (key: string, all: readonly { readonly one: T }[], onChange: (inUse: T | null) => void) => {
    const before = inUse(key);
    if (all.length === 0) attached.delete(key);
    else attached.set(key, all);
    const after = inUse(key);
    if (after !== before) onChange(after);
  };

  return {
    attach(world, name, one, onChange) {
      const key = `${world} ${name}`;
      const place = { one };
      put(key, [...(attached.get(key) ?? []), place], onChange);
      return () => {
        const all = attached.get(key) ?? [];
        if (all.includes(place))
          put(
            key,
            all.filter((other) => other !== place),
            onChange,
          );
      };
    },
    find: (world, name) => inUse(`${world} ${name}`),
    all: (world) => [...attached.keys()].filter((key) => worldIn(key) === world).flatMap((key) => inUse(key) ?? []),
    worlds: () => new Set([...attached.keys()].map(worldIn)),
  };
}

/** No world has a space in its id. */
function worldIn(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
