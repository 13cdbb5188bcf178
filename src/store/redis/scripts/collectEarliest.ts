import { script } from './script.ts';

export const COLLECT_EARLIEST = script(`
--[[
  collectEarliest: the members of lowest score of some sorted sets. Writes nothing.

  KEYS[...] sorted sets
  ARGV[1] highest score
  ARGV[2] at most so many of each
  ARGV[3] lowest score
  Output: for each set a list: member, score, member, score, ...; an empty list where there is none of the sets
]]
if redis.call('EXISTS', unpack(KEYS)) == 0 then return {} end
local found = {}
for i, key in ipairs(KEYS) do
  found[i] = redis.call('ZRANGEBYSCORE', key, ARGV[3], ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
end
return found
`);
