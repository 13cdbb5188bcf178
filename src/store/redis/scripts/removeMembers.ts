import { script } from './script.ts';

export const REMOVE_MEMBERS = script(`
--[[
  removeMembers: removes members of sorted sets, whether they are there or not.

  KEYS[...] for each member, its sorted set
  ARGV[...] the members
  Output: nothing
]]
for i, key in ipairs(KEYS) do
  redis.call('ZREM', key, ARGV[i])
end
`);
