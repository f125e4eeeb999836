-- Asks the targets of a file (BENCH_TARGETS; a line each, with an ETag after a tab if it is to be conditional) in turn, and
-- in place of each BENCH_EVERY-th of them the next of another file (BENCH_NEW), each of those once. Ends with a line that is
-- easy to read: requests, seconds, p50 and p99 in microseconds, refusals, how many of the other file were asked.
local known, new = {}, {}
local asked, place = 0, 0
renewed = 0  -- read by `done`, which runs in another state
local every = tonumber(os.getenv("BENCH_EVERY") or "0")
local threads = {}

local function read(name, requests)
  if not name then return end
  for line in io.lines(name) do
    local target, tag = line:match("^([^\t]+)\t?(.*)$")
    local fields = {}
    for field, value in pairs(wrk.headers) do fields[field] = value end
    if tag ~= "" then fields["If-None-Match"] = tag end
    requests[#requests + 1] = wrk.format("GET", target, fields)
  end
end

function setup(thread)
  threads[#threads + 1] = thread
end

function init(arguments)
  read(os.getenv("BENCH_TARGETS"), known)
  read(os.getenv("BENCH_NEW"), new)
end

function request()
  asked = asked + 1
  if every > 0 and asked % every == 0 then
    renewed = renewed + 1
    return new[(renewed - 1) % #new + 1]
  end
  place = place % #known + 1
  return known[place]
end

function done(summary, latency)
  local errors = summary.errors
  local refused = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local others = 0
  for _, thread in ipairs(threads) do others = others + thread:get("renewed") end
  print(string.format("BENCH %d %.6f %.0f %.0f %d %d", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), refused, others))
end
