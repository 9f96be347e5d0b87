import { App, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import {
	KsyunHaPair,
	type KsyunHaPairProps,
	KsyunKeyPair,
	KsyunNetwork,
	type KsyunNetworkProps,
	KsyunNexthopRole,
	KsyunProvider,
} from "../../../constructs/ksyun";
import { Vip } from "../../../design/vip";

/** One block of a synthesized stack. */
export type Block = Readonly<Record<string, unknown>>;

/** A synthesized stack. */
export interface Synthesized {
	readonly terraform: Block;
	readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
	readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
	readonly locals?: Readonly<Record<string, string>>;
	readonly output?: Readonly<Record<string, Block>>;
}

/** An RSA public key of nobody. */
export const PUBLIC_KEY = `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}`;

export const REGION = "cn-beijing-6";

/** A stack outside any file system. */
export function testStack(): TerraformStack {
	return new TerraformStack(
		Testing.stubVersion(new App({ outdir: "." })),
		"stack",
	);
}

/** Synthesizes what `build` puts into a stack with a provider. */
export function synthesize(build: (scope: Construct) => void): Synthesized {
	const stack = testStack();
	new KsyunProvider(stack, "Provider", { region: REGION });
	build(stack);
	const synthesized: Synthesized = JSON.parse(Testing.synth(stack, true));
	return synthesized;
}

/** The resources of one type, in the order of their ids, without cdktf's own remarks. */
export function resources(synthesized: Synthesized, type: string): Block[] {
	return Object.values(synthesized.resource?.[`ksyun_${type}`] ?? {}).map(
		({ "//": _, ...block }) => block,
	);
}

/** The one resource of a type. */
export function resource(synthesized: Synthesized, type: string): Block {
	const [first, ...others] = resources(synthesized, type);
	if (first === undefined || others.length > 0) {
		throw new Error(
			`${others.length + (first ? 1 : 0)} resources of type ${type}, expected one`,
		);
	}
	return first;
}

export const network = (
	scope: Construct,
	props: Partial<KsyunNetworkProps> = {},
): KsyunNetwork =>
	new KsyunNetwork(scope, "Network", {
		name: "halab",
		region: REGION,
		zone: `${REGION}a`,
		...props,
	});

export const keyPair = (scope: Construct): KsyunKeyPair =>
	new KsyunKeyPair(scope, "KeyPair", {
		keyName: "halab-key",
		publicKey: PUBLIC_KEY,
	});

/** An image of nobody. */
export const IMAGE_ID = "IMG-5465174a-6d71-4770-b8e1-917a0dd92466";

/** What the pair is, as far as its design is concerned. */
export const PAIR_PROPS = {
	nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
	vips: [Vip.route({ address: "10.34.0.200" })],
	clientCidrs: ["10.34.0.0/16"],
	sshCidrs: ["10.34.51.2/32"],
};

export const pair = (
	scope: Construct,
	props: Partial<KsyunHaPairProps> = {},
): KsyunHaPair => {
	const own = props.network ?? network(scope);
	return new KsyunHaPair(scope, "Pair", {
		name: "halab",
		network: own,
		keyPair: props.keyPair ?? keyPair(scope),
		imageId: IMAGE_ID,
		nexthopRole:
			props.nexthopRole ??
			new KsyunNexthopRole(scope, "NexthopRole", {
				name: "halab",
				network: own,
				accountId: "2000100000",
			}),
		...PAIR_PROPS,
		...props,
	});
};

/** The user data of each node, as Terraform fills it in before it encodes it. */
export const userDataTexts = (synthesized: Synthesized): readonly string[] =>
	resources(synthesized, "instance").map(({ user_data }) => {
		const [, name = ""] =
			/^\$\{base64gzip\(local\.([\w-]+)\)\}$/.exec(String(user_data)) ?? [];
		return String(synthesized.locals?.[name]).replace(
			/([$%])\1\{/g,
			(_, sign) => `${sign}{`,
		);
	});
