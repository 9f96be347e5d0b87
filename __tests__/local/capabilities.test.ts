import { expect, test } from "vitest";
import { capabilitiesIn } from "../../local/capabilities";

const status = (digits: string) =>
	`Name:\tnode\nCapPrm:\t0000000000000000\nCapEff:\t${digits}\nCapBnd:\t000001ffffffffff\n`;

test("root may become a real-time process and raise its limits", () => {
	expect(capabilitiesIn(status("000001ffffffffff"))).toEqual({
		schedule: true,
		raiseLimits: true,
	});
});

test("a machine may withhold the one or both", () => {
	expect(capabilitiesIn(status("000001fffeffffff"))).toEqual({
		schedule: true,
		raiseLimits: false,
	});
	// What docker grants without --privileged.
	expect(capabilitiesIn(status("00000000a80425fb"))).toEqual({
		schedule: false,
		raiseLimits: false,
	});
});

test("nothing is taken for granted where the status does not say", () => {
	expect(capabilitiesIn("")).toEqual({ schedule: false, raiseLimits: false });
});
