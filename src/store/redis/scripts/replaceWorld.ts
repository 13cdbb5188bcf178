import { script } from './script.ts';

export const REPLACE_WORLD = script(`
--[[
  replaceWorld: creates a world or replaces its state, in the authority only.

  KEYS[1] the world's copy in the authority's shard
  KEYS[2] registry of worlds
  KEYS[3] sequence
  KEYS[4] incarnations to sweep
  KEYS[5] the world's seed
  ARGV[1] world id
  ARGV[2] rev that must be stored; '' = the world must be absent
  ARGV[3] new rev
  ARGV[4] new incarnation
  ARGV[5] new state, JSON
  ARGV[6] seed to keep; absent = the one that is there, if any
  Output: the stored string, or false (nil) if another rev was found
]]
local old = redis.call('GET', KEYS[1])
local rev, incarnation = '', ''
if old then rev, incarnation = string.match(old, '^(%d+)@([^|]*)|') end
if rev ~= ARGV[2] then return false end

local sequence = redis.call('INCR', KEYS[3])
local stored = ARGV[3] .. '@' .. ARGV[4] .. '|' .. string.format('%.0f', sequence) .. '|' .. ARGV[5]
redis.call('SET', KEYS[1], stored)
redis.call('SADD', KEYS[2], ARGV[1])
if ARGV[6] then redis.call('SET', KEYS[5], ARGV[6]) end
if old and incarnation ~= ARGV[4] then redis.call('HSET', KEYS[4], incarnation, ARGV[1]) end
return stored
`);
