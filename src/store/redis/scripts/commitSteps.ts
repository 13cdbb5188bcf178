import { script } from './script.ts';

/** What `COMMIT_STEPS` returns for each step. */
export const COMMIT_REPLIES = { '0': 'committed', '-1': 'conflict', '-2': 'stale-world' } as const;

export const COMMIT_STEPS = script(`
--[[
  commitSteps: for each of several subscribers' steps, writes all of it or nothing of it.

  KEYS     of each step: the world's copy in this shard, session, account, then keys that checks and writes name
  ARGV     of each step:
             number of its keys, number of the arguments that follow
             beginning that the world must have, 'rev@incarnation|'
             beginning that the session must have, 'etag|'; '' = it must be absent
             the same for the account
             number of further checks, then for each: key number within the step, beginning
             then for each write: command, key number within the step, number of arguments, arguments

  Output: a number per step: 0 written, -1 another version was found, -2 the world is not the expected one
]]
local function begins(key, beginning)
  local last = #beginning - 1
  if last < 0 then last = 0 end
  return redis.call('GETRANGE', key, 0, last) == beginning
end

local function commit(base, at, last)
  if not begins(KEYS[base + 1], ARGV[at]) then return -2 end
  if not begins(KEYS[base + 2], ARGV[at + 1]) then return -1 end
  if not begins(KEYS[base + 3], ARGV[at + 2]) then return -1 end
  local write = at + 4
  for _ = 1, tonumber(ARGV[at + 3]) do
    if not begins(KEYS[base + ARGV[write]], ARGV[write + 1]) then return -1 end
    write = write + 2
  end
  while write <= last do
    local final = write + 2 + ARGV[write + 2]
    redis.call(ARGV[write], KEYS[base + ARGV[write + 1]], unpack(ARGV, write + 3, final))
    write = final + 1
  end
  return 0
end

local replies = {}
local base, at = 0, 1
while at <= #ARGV do
  local last = at + 1 + ARGV[at + 1]
  replies[#replies + 1] = commit(base, at + 2, last)
  base = base + ARGV[at]
  at = last + 1
end
return replies
`);
