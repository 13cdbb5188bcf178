import { script } from './script.ts';

/** What `COMMIT_STEP` returns. */
export const COMMIT_REPLIES = { '0': 'committed', '-1': 'conflict', '-2': 'stale-world' } as const;

export const COMMIT_STEP = script(`
--[[
  commitStep: writes all of one subscriber's step, or nothing of it.

  KEYS[1] the world's copy in this shard
  KEYS[2] session
  KEYS[3] account
  KEYS[4...] other keys that checks and writes name by their number

  ARGV[1] beginning that the world must have, 'rev@incarnation|'
  ARGV[2] beginning that the session must have, 'etag|'; '' = it must be absent
  ARGV[3] the same for the account
  ARGV[4] number of further checks
  then for each check: key number, beginning
  then for each write: command, key number, number of arguments, arguments

  Output: 0 written, -1 another version was found, -2 the world is not the expected one
]]
local function begins(key, beginning)
  local last = #beginning - 1
  if last < 0 then last = 0 end
  return redis.call('GETRANGE', key, 0, last) == beginning
end

if not begins(KEYS[1], ARGV[1]) then return -2 end
if not begins(KEYS[2], ARGV[2]) then return -1 end
if not begins(KEYS[3], ARGV[3]) then return -1 end

local at = 5
for _ = 1, tonumber(ARGV[4]) do
  if not begins(KEYS[tonumber(ARGV[at])], ARGV[at + 1]) then return -1 end
  at = at + 2
end

local total = #ARGV
while at <= total do
  local last = at + 2 + ARGV[at + 2]
  redis.call(ARGV[at], KEYS[tonumber(ARGV[at + 1])], unpack(ARGV, at + 3, last))
  at = last + 1
end
return 0
`);
