-- Asks the targets of a file (BENCH_TARGETS; a line each, with an ETag after a tab if it is to be conditional) in turn, and
-- ends with a line that is easy to read: requests, seconds, p50 and p99 in microseconds, refusals.
local requests = {}
local place = 0

function init(arguments)
  for line in io.lines(os.getenv("BENCH_TARGETS")) do
    local target, tag = line:match("^([^\t]+)\t?(.*)$")
    local fields = {}
    for name, value in pairs(wrk.headers) do fields[name] = value end
    if tag ~= "" then fields["If-None-Match"] = tag end
    requests[#requests + 1] = wrk.format("GET", target, fields)
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  local refused = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format("BENCH %d %.6f %.0f %.0f %d", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), refused))
end
