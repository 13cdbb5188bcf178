import { createHash } from 'node:crypto';

/** A Lua script and the SHA-1 by which Redis knows it once loaded. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

/** Makes a script of its Lua source. */
export function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
