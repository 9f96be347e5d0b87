import { expect, test } from "vitest";
import { refusal } from "../refusal";
import { pairCloud } from "../sample-cloud";

const create = (subnetIds: readonly string[], vpcId = "vpc-1") =>
	({ type: "create-nat-gateway", name: "out", vpcId, subnetIds }) as const;

test("a NAT gateway is the way out of its VPC's subnets, which have one each", () => {
	const sample = pairCloud("ksyun");
	expect(() => sample.run(create([]))).toThrow(
		refusal("invalid-network", /at least one subnet/),
	);
	expect(() => sample.run(create(["subnet-9"]))).toThrow(
		refusal("not-found", /no subnet subnet-9/),
	);
	expect(() => sample.run(create(["subnet-a"], "vpc-2"))).toThrow(
		refusal("not-found", /subnet-a is in the VPC vpc-1, not in vpc-2/),
	);
	expect(() => sample.run(create(["subnet-a", "subnet-a"]))).toThrow(
		refusal("duplicate", /has a way out already/),
	);
	sample.run(create(["subnet-a"]));
	expect(() => sample.run(create(["subnet-b", "subnet-a"]))).toThrow(
		refusal("duplicate", /subnet-a has a way out already/),
	);
	sample.run(create(["subnet-b"]));
});
