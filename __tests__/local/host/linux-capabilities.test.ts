import { expect, test } from "vitest";
import { capabilitiesIn } from "../../../local/host/linux-capabilities";

const status = (digits: string) =>
	`Name:\tnode\nCapPrm:\t0000000000000000\nCapEff:\t${digits}\nCapBnd:\t000001ffffffffff\n`;

test("root may become a real-time process and raise its limits", () => {
	expect(capabilitiesIn(status("000001ffffffffff"), "none")).toEqual({
		realTime: "yes",
		raiseLimits: true,
	});
});

test("a machine may withhold the one or both", () => {
	expect(capabilitiesIn(status("000001fffeffffff"), "none")).toEqual({
		realTime: "yes",
		raiseLimits: false,
	});
	// What docker grants without --privileged.
	expect(capabilitiesIn(status("00000000a80425fb"), "none")).toEqual({
		realTime: "no",
		raiseLimits: false,
	});
});

test("in a user namespace real time can only be inherited, and by an ordinary user not even that", () => {
	expect(capabilitiesIn(status("000001ffffffffff"), "range")).toEqual({
		realTime: "inherited",
		raiseLimits: false,
	});
	for (const digits of ["0000000000000000", "000001ffffffffff"]) {
		expect(capabilitiesIn(status(digits), "subordinate").realTime).toBe("no");
	}
});

test("nothing is taken for granted where the status does not say", () => {
	expect(capabilitiesIn("", "none")).toEqual({
		realTime: "no",
		raiseLimits: false,
	});
});
