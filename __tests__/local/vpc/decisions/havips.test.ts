import { describe, expect, test } from "vitest";
import { refusal } from "../refusal";
import {
	instanceCommand,
	MACS,
	pairCloud,
	type SampleCloud,
} from "../sample-cloud";

function haVip(sample: SampleCloud, id = "havip-1", address = "10.34.0.200") {
	return sample.run({
		type: "create-havip",
		id,
		name: id,
		subnetId: "subnet-a",
		address,
	});
}

const attach = (instanceId: string, haVipId = "havip-1") =>
	({ type: "attach-havip", haVipId, instanceId }) as const;

const announce = (mac: string, address = "10.34.0.200") =>
	({ type: "announce-havip", address, mac }) as const;

test("Kingsoft Cloud has none", () => {
	expect(() => haVip(pairCloud("ksyun"))).toThrow(
		refusal("not-supported", /Kingsoft Cloud has no HAVIP/),
	);
});

describe.each([
	"tencentcloud",
	"alicloud",
] as const)("a HAVIP on %s", (cloud) => {
	test("has a free address of its subnet, which it keeps from instances", () => {
		const sample = pairCloud(cloud);
		for (const taken of ["10.34.0.1", "10.34.0.2"]) {
			expect(() => haVip(sample, "h", taken)).toThrow(
				refusal("duplicate", /is taken/),
			);
		}
		for (const wrong of ["10.34.51.9", "10.34.0.0", "10.34.15.255", "x"]) {
			expect(() => haVip(sample, "h", wrong)).toThrow(
				refusal("invalid-network", /usable|address/),
			);
		}
		haVip(sample);
		expect(() =>
			sample.run({
				...instanceCommand(1),
				id: "i-4",
				name: "node-4",
				mac: "02:00:00:00:00:04",
				address: "10.34.0.200",
			}),
		).toThrow(refusal("duplicate", /HAVIP havip-1 has it/));
	});

	test("is attached once to instances of its subnet", () => {
		const sample = pairCloud(cloud);
		haVip(sample);
		sample.run(attach("i-1"));
		expect(() => sample.run(attach("i-1"))).toThrow(
			refusal("duplicate", /already/),
		);
		expect(() => sample.run(attach("i-3"))).toThrow(
			refusal("invalid-network", /must be in the same/),
		);
		expect(() => sample.run(attach("i-9"))).toThrow(
			refusal("not-found", /no instance i-9/),
		);
		expect(() => sample.run(attach("i-1", "havip-9"))).toThrow(
			refusal("not-found", /no HAVIP havip-9/),
		);
	});

	test("has at most ten instances, an interface at most five HAVIPs", () => {
		const sample = pairCloud(cloud);
		haVip(sample);
		for (let index = 0; index < 11; index += 1) {
			sample.run({
				...instanceCommand(1),
				id: `i-1${index}`,
				name: `more-${index}`,
				mac: `02:00:00:00:01:${10 + index}`,
				address: `10.34.1.${index}`,
			});
			if (index < 10) {
				sample.run(attach(`i-1${index}`));
			}
		}
		expect(() => sample.run(attach("i-110"))).toThrow(
			refusal("limit-exceeded", /10 instances/),
		);
		for (let index = 2; index <= 7; index += 1) {
			haVip(sample, `havip-${index}`, `10.34.0.20${index}`);
			if (index <= 6) {
				sample.run(attach("i-1", `havip-${index}`));
			}
		}
		expect(() => sample.run(attach("i-1", "havip-7"))).toThrow(
			refusal("limit-exceeded", /i-1 has 5 HAVIPs/),
		);
	});

	test("is whose announcement came last, if it is attached", () => {
		const sample = pairCloud(cloud);
		haVip(sample);
		sample.run(attach("i-1"), attach("i-2"));
		expect(sample.run(announce(MACS[0]))).toMatchObject([
			{ instanceId: "i-1", moved: true, at: sample.now },
		]);
		sample.now += 5000;
		sample.run(announce(MACS[1]));
		expect(sample.state.haVips["havip-1"]).toMatchObject({
			ownerInstanceId: "i-2",
			announcedAt: sample.now,
		});
		for (const heard of [
			announce(MACS[2]),
			announce("02:ff:ff:ff:ff:ff"),
			announce(MACS[0], "10.34.0.201"),
		]) {
			expect(sample.run(heard)).toEqual([]);
		}
	});

	test("is not noted again within a second while its owner repeats itself", () => {
		const sample = pairCloud(cloud);
		haVip(sample);
		sample.run(attach("i-1"), attach("i-2"), announce(MACS[0]));
		sample.now += 999;
		expect(sample.run(announce(MACS[0]))).toEqual([]);
		sample.now += 1;
		expect(sample.run(announce(MACS[0]))).toMatchObject([{ moved: false }]);
		expect(sample.run(announce(MACS[1]))).toMatchObject([{ moved: true }]);
	});

	test("belongs to nobody once its owner is detached", () => {
		const sample = pairCloud(cloud);
		haVip(sample);
		sample.run(attach("i-1"), attach("i-2"), announce(MACS[0]));
		const detach = {
			type: "detach-havip",
			haVipId: "havip-1",
			instanceId: "i-1",
		} as const;
		sample.run(detach);
		expect(sample.state.haVips["havip-1"]).toEqual({
			id: "havip-1",
			name: "havip-1",
			subnetId: "subnet-a",
			address: "10.34.0.200",
			attachedInstanceIds: ["i-2"],
		});
		expect(() => sample.run(detach)).toThrow(
			refusal("not-found", /not attached/),
		);
		expect(sample.run(announce(MACS[0]))).toEqual([]);
	});
});
