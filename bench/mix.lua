-- Sends requests for the targets of a file (BENCH_TARGETS; a line each, with an ETag after a tab for a conditional request) in
-- turn, and in place of each BENCH_EVERY-th of them for the next target of another file (BENCH_NEW), each of those once. Ends
-- with a line that is easy to read: requests, seconds, p50 and p99 in microseconds, failures, requests of the other file.
local known, new = {}, {}
local sent, place = 0, 0
new_sent = 0  -- read by `done`, which runs in another state
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
  sent = sent + 1
  if every > 0 and sent % every == 0 then
    new_sent = new_sent + 1
    return new[(new_sent - 1) % #new + 1]
  end
  place = place % #known + 1
  return known[place]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local new_total = 0
  for _, thread in ipairs(threads) do new_total = new_total + thread:get("new_sent") end
  print(string.format("BENCH %d %.6f %.0f %.0f %d %d", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), failed, new_total))
end
