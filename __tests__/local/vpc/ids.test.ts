import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type IdKind, idsOf } from "../../../local/vpc/ids";

const KINDS: readonly IdKind[] = [
	"vpc",
	"subnet",
	"route-table",
	"route",
	"security-group",
	"instance",
	"port",
	"havip",
	"eip",
	"nat-gateway",
];

test("Tencent Cloud's ids have eight characters behind their prefix", () => {
	const newId = idsOf("tencentcloud", randomBytes);
	expect(KINDS.map((kind) => newId(kind).replace(/-[0-9a-z]{8}$/, ""))).toEqual(
		["vpc", "subnet", "rtb", "rti", "sg", "ins", "eni", "havip", "eip", "nat"],
	);
});

test("Alibaba Cloud's ids tell the region", () => {
	const newId = idsOf("alicloud", randomBytes);
	expect(
		KINDS.map((kind) => newId(kind).replace(/-bp1[0-9a-z]{18}$/, "")),
	).toEqual([
		"vpc",
		"vsw",
		"vtb",
		"rte",
		"sg",
		"i",
		"eni",
		"havip",
		"eip",
		"ngw",
	]);
});

test("Kingsoft Cloud's ids are UUIDs of version 4", () => {
	expect(idsOf("ksyun", (size) => new Uint8Array(size).fill(255))("vpc")).toBe(
		"ffffffff-ffff-4fff-bfff-ffffffffffff",
	);
	expect(idsOf("ksyun", (size) => new Uint8Array(size))("vpc")).toBe(
		"00000000-0000-4000-8000-000000000000",
	);
});

test("equal random numbers give equal ids, others give others", () => {
	const fixed = idsOf("tencentcloud", (size) => new Uint8Array(size).fill(35));
	expect(fixed("eip")).toBe("eip-zzzzzzzz");
	const newId = idsOf("tencentcloud", randomBytes);
	expect(new Set(Array.from({ length: 1000 }, () => newId("eip"))).size).toBe(
		1000,
	);
});
