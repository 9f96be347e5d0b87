import { expect, test } from "vitest";
import {
	TencentBastion,
	type TencentBastionProps,
} from "../../../constructs/tencentcloud";
import {
	keyPair,
	network,
	pair,
	resources,
	synthesize,
	testStack,
} from "../tencentcloud/support";

/** A pair whose nodes one reaches by a bastion. */
function pairBehind(
	scope: ReturnType<typeof testStack>,
	props: Pick<TencentBastionProps, "address">,
	sshCidrs: readonly string[] = [],
) {
	const common = { network: network(scope), keyPair: keyPair(scope) };
	const bastion = new TencentBastion(scope, "Bastion", {
		...common,
		...props,
		name: "halab",
		securityRules: [],
	});
	return pair(scope, { ...common, bastion, sshCidrs });
}

/** From where the nodes take ssh. */
const sshSources = (design: ReturnType<typeof pairBehind>["design"]) =>
	design.securityRules
		.filter(
			({ direction, ports }) => direction === "ingress" && ports?.from === 22,
		)
		.map(({ cidr }) => cidr);

test("a pair that is given its bastion takes ssh from it, and from whomever else is named", () => {
	const address = "10.34.51.2";
	const { design } = pairBehind(testStack(), { address });
	expect(sshSources(design)).toEqual(["10.34.51.2/32"]);
	const others = ["10.34.51.2/32", "10.34.52.0/24"];
	const { design: both } = pairBehind(testStack(), { address }, others);
	expect(sshSources(both)).toEqual(others);
});

test("without a bastion and without networks that are named, nobody logs in", () => {
	const { design } = pair(testStack(), { sshCidrs: [] });
	expect(sshSources(design)).toEqual([]);
});

test("a bastion whose address nobody knows yet is refused", () => {
	expect(() => pairBehind(testStack(), {})).toThrow(
		'stack/Pair.bastion: has an address that nobody knows yet, so that the nodes\' rules cannot name it; give the bastion a fixed one, e.g. address: "10.34.51.2"',
	);
});

test("a bastion's address is one of its subnet", () => {
	expect(() => pairBehind(testStack(), { address: "10.34.0.9" })).toThrow(
		"stack/Bastion.address: 10.34.0.9 is not a usable address of the subnet 10.34.51.0/24",
	);
	const synthesized = synthesize((scope) => {
		new TencentBastion(scope, "Bastion", {
			name: "halab",
			network: network(scope),
			keyPair: keyPair(scope),
			address: "10.34.51.9",
			securityRules: [],
		});
	});
	expect(resources(synthesized, "instance")).toMatchObject([
		{ private_ip: "10.34.51.9" },
	]);
});
