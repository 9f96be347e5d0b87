import type { OutageTerm } from "../../../design/outage-term";
import { rounded } from "../rounded";
import type { Words } from "../say";

/** What an outage is made of. */
export const TERMS: Words<OutageTerm> = {
	"answers-until-moved": () =>
		"the old master answers until no packet reaches it any more",
	"in-flight": () =>
		"a request in flight at the moment of the switch may be lost",
	"master-leaves": () => "the leaving master sends priority 0",
	"tracked-file": () => "FAULT by the tracked file sends priority 0",
	"process-exits": () =>
		"systemd writes the tracked file, FAULT sends priority 0",
	"service-stops": ({ maxMs }) =>
		`nginx takes no connections while it stops (${maxMs} ms at most), then systemd writes the tracked file`,
	"failed-checks": ({ checks, intervalMs }) =>
		`${checks} failed check(s) every ${rounded(intervalMs)} ms`,
	"timed-out-checks": ({ checks, timeoutMs, intervalMs }) =>
		`${checks} check(s) with a time-out of ${rounded(timeoutMs)} ms, every ${rounded(intervalMs)} ms`,
	"missed-advertisements": ({ intervals, intervalMs }) =>
		`${intervals} advertisement intervals of ${rounded(intervalMs)} ms since the last advertisement`,
	skew: ({ ms, priority, intervalMs }) =>
		`skew ${rounded(ms)} ms = (256 − ${priority})/256 × ${intervalMs === undefined ? "1 s" : `${rounded(intervalMs)} ms`}`,
	"route-change": ({ startMs, calls, callMs }) =>
		`the route: start of the helper ${startMs.min} to ${startMs.max} ms and ${calls} API calls of ${callMs.min} to ${callMs.max} ms (assumed)`,
	"route-gap": ({ maxMs }) =>
		`no route leads anywhere for one API call of ${maxMs} ms at most (assumed)`,
	"havip-switch": ({ maxMs, source }) =>
		`the cloud takes up to ${maxMs / 1000} s to lead the HAVIP to the new master (${source})`,
};
