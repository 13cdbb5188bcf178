import { script } from './script.ts';

export const DROP_RECORD = script(`
--[[
  dropRecord: deletes a record that has run out, unless it was written again with another deadline.

  KEYS[1] record
  KEYS[2] deadline index
  ARGV[1] the record's member in the index
  ARGV[2] deadline that it had
  Output: 1 deleted, 0 it stays
]]
local at = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not at or tonumber(at) ~= tonumber(ARGV[2]) then return 0 end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[1])
return 1
`);
