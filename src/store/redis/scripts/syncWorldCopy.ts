import { script } from './script.ts';

export const SYNC_WORLD_COPY = script(`
--[[
  syncWorldCopy: brings a shard's copy of a world up to a state, unless it has that or a later one already.

  KEYS[1] the world's copy
  ARGV[1] the state's place in the sequence
  ARGV[2] the stored string
  Output: 1 written, 0 not needed
]]
local old = redis.call('GET', KEYS[1])
if old and tonumber(string.match(old, '^[^|]*|(%d+)|')) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`);
