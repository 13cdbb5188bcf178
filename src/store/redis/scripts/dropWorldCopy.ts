import { script } from './script.ts';

export const DROP_WORLD_COPY = script(`
--[[
  dropWorldCopy: deletes a shard's copy of a world if it still is that of a dead incarnation.

  KEYS[1] the world's copy
  ARGV[1] the dead incarnation
  Output: 1 deleted, 0 it stays
]]
local old = redis.call('GET', KEYS[1])
if not old or string.match(old, '^%d+@([^|]*)|') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
`);
