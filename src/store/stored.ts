import type { Stored, WorldState } from './port.ts';

/** A stored value and its version as one string `etag|value`, so that a version is compared without reading the value. */
export function packStored(stored: Stored): string {
  return `${stored.etag}|${stored.value}`;
}

/** The inverse of `packStored`; null stays null (the key is absent). */
export function unpackStored(packed: string | null | undefined): Stored | null {
  if (packed == null) return null;
  const bar = packed.indexOf('|');
  return { etag: packed.slice(0, bar), value: packed.slice(bar + 1) };
}

/** The version of a stored world. The incarnation is part of it: a world deleted and created anew starts at rev 1 again. */
export function worldVersion(rev: number, incarnation: string): string {
  return `${rev}@${incarnation}`;
}

/** What a stored world begins with. */
export function worldBeginning(rev: number, incarnation: string): string {
  return `${worldVersion(rev, incarnation)}|`;
}

/** Parses the state behind a stored world's beginning, once per text: worlds change rarely and are read on every step. */
export function createWorldReader(): (worldId: string, json: string) => WorldState {
  const seen = new Map<string, { readonly json: string; readonly state: WorldState }>();
  return (worldId, json) => {
    const known = seen.get(worldId);
    if (known?.json === json) return known.state;
    const state: WorldState = JSON.parse(json);
    if (seen.size >= WORLDS_REMEMBERED) seen.clear();
    seen.set(worldId, { json, state });
    return state;
  };
}

const WORLDS_REMEMBERED = 1000;
