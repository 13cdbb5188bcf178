import { script } from './script.ts';

export const COLLECT_DEADLINES = script(`
--[[
  collectDeadlines: the first deadlines of some shards. Writes nothing.

  KEYS[...] deadline indexes
  ARGV[1] latest time
  ARGV[2] at most so many of each index
  Output: for each index a list: member, time, member, time, ...
]]
local found = {}
for i, index in ipairs(KEYS) do
  found[i] = redis.call('ZRANGEBYSCORE', index, '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
end
return found
`);
