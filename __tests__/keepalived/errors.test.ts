import { expect, it } from "vitest";
import {
	describeProblem,
	KeepalivedConfigError,
	renderKeepalivedConf,
} from "../../keepalived";
import { withInstance } from "./base";

function errorOf(render: () => string): KeepalivedConfigError {
	try {
		render();
	} catch (error) {
		if (error instanceof KeepalivedConfigError) {
			return error;
		}
		throw error;
	}
	throw new Error("nothing was refused");
}

it("reports all problems of a configuration together", () => {
	const error = errorOf(() =>
		renderKeepalivedConf(
			withInstance({
				virtualRouterId: 300,
				priority: 255,
				nopreempt: true,
				state: "MASTER",
				notifyMaster: "notify",
			}),
		),
	);
	expect(error.problems.map(({ path }) => path)).toEqual([
		"vrrpInstances[0] (VI_1).virtualRouterId",
		"vrrpInstances[0] (VI_1).priority",
		"vrrpInstances[0] (VI_1).notifyMaster",
		"vrrpInstances[0] (VI_1).nopreempt",
	]);
	expect(error.path).toBe("vrrpInstances[0] (VI_1).virtualRouterId");
	expect(error.code).toBe("KEEPALIVED_CONFIG");
	expect(error.message).toMatchSnapshot();
});

it("says where, what was given, what is allowed and what to do", () => {
	expect(
		describeProblem({
			path: "vrrpInstances[0] (VI_1).priority",
			given: "0",
			allowed: "1 to 254",
			remedy: "Choose another.",
		}),
	).toBe(
		"vrrpInstances[0] (VI_1).priority: got 0; allowed: 1 to 254. Choose another.",
	);
});
