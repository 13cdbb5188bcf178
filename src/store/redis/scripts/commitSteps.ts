import { script } from './script.ts';

/** What `COMMIT_STEPS` returns for each step is an index into these. */
export const COMMIT_REPLIES = ['committed', 'conflict', 'stale-world', 'foreign-key'] as const;

export const COMMIT_STEPS = script(`
--[[
  commitSteps: for each of several subscribers' steps, writes all of it or nothing of it.

  KEYS     of each step: the world's copy in this shard, session, account, deadline index, then keys that the rest names
  ARGV     of each step: its head, and the rest if there is more to write than a session.
    head   fields divided by '|':
             number of the step's keys
             number of arguments in the rest
             number of checks in the rest
             'rev@incarnation' that the world must have
             etag that the session must have; '' = it must be absent
             the same for the account
             the session's member in the deadline index
             the session's new deadline; '' = leave the session as it is, 'over' = delete it
             the session as it is to be stored
    rest   for each check: key number within the step, etag
           then for each write: command, key number within the step, number of arguments, arguments

  Output: a number per step: 0 written, 1 another version was found, 2 the world is not the expected one,
          3 a value of another type stands where a list or an index is to be changed
]]
local HEAD = '^(%d+)|(%d+)|(%d+)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|(.*)$'

local function isAt(key, version)
  if version == '' then return redis.call('EXISTS', key) == 0 end
  return redis.call('GETRANGE', key, 0, #version) == version .. '|'
end

local CHANGES = { RPUSH = 'list', ZADD = 'zset', ZREM = 'zset' }

-- What a write would trip over must be found before the first one: a script that breaks off leaves what it wrote.
local function canGrow(base, write, next)
  while write < next do
    local changed = CHANGES[ARGV[write]]
    if changed then
      local kind = redis.call('TYPE', KEYS[base + ARGV[write + 1]]).ok
      if kind ~= changed and kind ~= 'none' then return false end
    end
    write = write + 3 + ARGV[write + 2]
  end
  return true
end

-- The index first: nothing else is written yet should a value of another type stand there.
local function writeSession(base, member, deadline, session)
  if deadline == '' then return end
  if deadline == 'over' then
    redis.call('ZREM', KEYS[base + 4], member)
    redis.call('DEL', KEYS[base + 2])
  else
    redis.call('ZADD', KEYS[base + 4], deadline, member)
    redis.call('SET', KEYS[base + 2], session)
  end
end

local function commit(base, at)
  local keys, rest, checks, world, session, account, member, deadline, new = string.match(ARGV[at], HEAD)
  local first, next = at + 1, at + 1 + rest
  local written = base + keys
  if not isAt(KEYS[base + 1], world) then return 2, written, next end
  if not isAt(KEYS[base + 2], session) then return 1, written, next end
  if not isAt(KEYS[base + 3], account) then return 1, written, next end
  for check = first, first + 2 * checks - 1, 2 do
    if not isAt(KEYS[base + ARGV[check]], ARGV[check + 1]) then return 1, written, next end
  end
  local write = first + 2 * checks
  if not canGrow(base, write, next) then return 3, written, next end
  writeSession(base, member, deadline, new)
  while write < next do
    local final = write + 2 + ARGV[write + 2]
    redis.call(ARGV[write], KEYS[base + ARGV[write + 1]], unpack(ARGV, write + 3, final))
    write = final + 1
  end
  return 0, written, next
end

local replies = {}
local base, at = 0, 1
while at <= #ARGV do
  replies[#replies + 1], base, at = commit(base, at)
end
return replies
`);
