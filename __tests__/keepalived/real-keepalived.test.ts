import { beforeAll, describe, expect, it } from "vitest";
import { type KeepalivedConfig, renderKeepalivedConf } from "../../keepalived";
import { writeKeepalivedConf } from "../../keepalived/render";
import { KeepalivedVersion } from "../../keepalived/version";
import {
	checkWithKeepalived,
	type KeepalivedVerdict,
} from "./check-with-keepalived";
import { examples } from "./examples";
import { randomConfig } from "./random-config";
import { referenceConfigs } from "./reference-configs";
import { refusals } from "./refusals";

const RANDOM_CONFIGS = 60;

const accepted: Readonly<Record<string, KeepalivedConfig>> = {
	...examples,
	...referenceConfigs,
	...Object.fromEntries(
		Array.from({ length: RANDOM_CONFIGS }, (_, seed) => [
			`random-${seed}`,
			randomConfig(seed),
		]),
	),
};

const refused = Object.entries(refusals).map(
	([name, refusal], index) => [name, refusal, `refusal-${index}`] as const,
);

let verdicts: ReadonlyMap<string, KeepalivedVerdict>;

beforeAll(async () => {
	const texts: Record<string, string> = {};
	for (const [name, config] of Object.entries(accepted)) {
		texts[name] = renderKeepalivedConf(config);
	}
	const target = KeepalivedVersion.parse("2.2.7");
	for (const [, { config }, file] of refused) {
		texts[file] = writeKeepalivedConf(config, target);
	}
	verdicts = await checkWithKeepalived(texts);
}, 600_000);

describe("keepalived accepts what is rendered", () => {
	it.each(Object.keys(accepted))("%s", (name) => {
		expect(verdicts.get(name)).toEqual({ exitCode: 0, output: "" });
	});
});

describe("keepalived's own verdict on what is refused", () => {
	it.each(refused)("%s", (_, refusal, file) => {
		const verdict = verdicts.get(file);
		expect(verdict?.exitCode, verdict?.output).toBe(refusal.keepalived);
	});
});
