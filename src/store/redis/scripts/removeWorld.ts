import { script } from './script.ts';

export const REMOVE_WORLD = script(`
--[[
  removeWorld: deletes a world from the authority and notes that its data must be swept.

  KEYS[1] the world's copy in the authority's shard
  KEYS[2] registry of worlds
  KEYS[3] incarnations to sweep
  KEYS[4] the world's seed
  ARGV[1] world id
  Output: the world's incarnation, or false (nil) if there was no such world
]]
local old = redis.call('GET', KEYS[1])
if not old then return false end
local incarnation = string.match(old, '^%d+@([^|]*)|')
redis.call('DEL', KEYS[1], KEYS[4])
redis.call('SREM', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[3], incarnation, ARGV[1])
return incarnation
`);
