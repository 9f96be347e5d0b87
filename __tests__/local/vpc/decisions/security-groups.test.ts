import { expect, test } from "vitest";
import type { SecurityRule } from "../../../../design/security-rule";
import { refusal } from "../refusal";
import { pairCloud } from "../sample-cloud";

const rule: SecurityRule = {
	direction: "ingress",
	protocol: "tcp",
	ports: { from: 80, to: 81 },
	cidr: "0.0.0.0/0",
	reason: "the service",
};

const replace = (rules: readonly SecurityRule[], securityGroupId = "sg-a") =>
	({ type: "replace-security-rules", securityGroupId, rules }) as const;

test("the rules of a group are replaced as a whole", () => {
	const sample = pairCloud("tencentcloud");
	sample.run(replace([rule, { ...rule, cidr: "10.0.0.0/8" }]), replace([rule]));
	expect(sample.state.securityGroups["sg-a"]?.rules).toEqual([rule]);
	expect(() => sample.run(replace([rule], "sg-9"))).toThrow(
		refusal("not-found", /no security group sg-9/),
	);
});

test.each<[string, Partial<SecurityRule>]>([
	["of a network that is none", { cidr: "10.0.0.1/8" }],
	["of ports the wrong way round", { ports: { from: 2, to: 1 } }],
	["of port 0", { ports: { from: 0, to: 1 } }],
	["of port 65536", { ports: { from: 1, to: 65_536 } }],
	["of half a port", { ports: { from: 1.5, to: 2 } }],
	["of ports of a protocol without", { protocol: "icmp" }],
])("a rule %s is refused", (_, change) => {
	expect(() =>
		pairCloud("tencentcloud").run(replace([{ ...rule, ...change }])),
	).toThrow(refusal("invalid-network", /./));
});
