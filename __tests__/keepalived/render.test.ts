import { describe, expect, it } from "vitest";
import { renderKeepalivedConf } from "../../keepalived";
import { examples } from "./examples";
import { referenceConfigs } from "./reference-configs";

const configs = Object.entries({ ...examples, ...referenceConfigs });

describe.each(configs)("%s", (_, config) => {
	it("renders", () => {
		expect(renderKeepalivedConf(config)).toMatchSnapshot();
	});

	it("renders the same again", () => {
		const copy: typeof config = JSON.parse(JSON.stringify(config));
		expect(renderKeepalivedConf(copy)).toBe(renderKeepalivedConf(config));
	});
});

it("renders nothing for nothing", () => {
	expect(renderKeepalivedConf({})).toBe("\n");
});

it("leaves out what is off or empty", () => {
	const text = renderKeepalivedConf({
		globalDefs: { vrrpNoSwap: false, notificationEmail: [] },
	});
	expect(text).toBe("global_defs {\n}\n");
});
