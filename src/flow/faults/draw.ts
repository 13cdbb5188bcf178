/** Chance that is the same each time: a number from what it is drawn for. Pure. */

/**
 * A number from 0 (included) to 1 (not included), evenly spread over different strings.
 * @param identity whatever names the case; the same string draws the same number
 */
export function draw(identity: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < identity.length; at += 1) {
    hash ^= identity.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return mixed(hash) / 2 ** 32;
}

/** FNV-1a leaves near strings near each other; two rounds of multiply and shift (as MurmurHash3 ends) part them. */
function mixed(hash: number): number {
  let mix = hash ^ (hash >>> 16);
  mix = Math.imul(mix, 0x85ebca6b);
  mix ^= mix >>> 13;
  mix = Math.imul(mix, 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
