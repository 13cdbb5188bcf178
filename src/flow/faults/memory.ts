/** A map that holds no more than so much: what was used longest ago is forgotten. */

export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

/**
 * Two maps, the used ones in the younger; when that is full it becomes the older one, and what was in the older one is gone. Taking
 * single entries out of the front of one map would cost ever more: a map walks over what was deleted.
 * @param most entries; at least the half of them that was used last is there
 */
export function memory<T>(most: number): Memory<T> {
  const full = Math.ceil(most / 2);
  let young = new Map<string, T>();
  let old = new Map<string, T>();

  const set = (key: string, value: T) => {
    if (young.size >= full && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };

  return {
    get(key) {
      const known = young.get(key);
      if (known !== undefined || !old.has(key)) return known;
      const found = old.get(key) as T;
      set(key, found);
      return found;
    },
    set,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
  };
}
