import { TerraformResource, type TerraformStack, Testing } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { HaLint, type LintFinding } from "../../../constructs/lint";
import { designHaPair } from "../../../design/design-ha-pair";
import type { HaPairDesign } from "../../../design/ha-pair-design";
import type { HaPairProps } from "../../../design/ha-pair-props";
import { Vip } from "../../../design/vip";
import { testStack } from "../tencentcloud/support";

/** A resource of any type, as a stack of somebody else's may have it. */
export class AnyResource extends TerraformResource {
	constructor(
		scope: Construct,
		id: string,
		terraformResourceType: string,
		private readonly attributes: Readonly<Record<string, unknown>>,
	) {
		super(scope, id, { terraformResourceType });
	}

	protected override synthesizeAttributes(): Record<string, unknown> {
		return { ...this.attributes };
	}
}

/** The design of a pair that is as it should be. */
export const design = (props: Partial<HaPairProps> = {}): HaPairDesign =>
	designHaPair({
		cloud: "tencentcloud",
		region: "ap-guangzhou",
		nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
		subnetCidr: "10.34.0.0/20",
		vpcCidr: "10.34.0.0/16",
		vips: [Vip.havip({ address: "10.34.0.200" })],
		clientCidrs: ["10.34.0.0/16"],
		sshCidrs: ["10.34.51.2/32"],
		...props,
	});

/** The design of a pair with a route VIP. */
export const routeDesign = (props: Partial<HaPairProps> = {}): HaPairDesign =>
	design({
		vips: [Vip.route({ address: "10.255.34.200" })],
		routeTarget: { vpcId: "vpc-1", routeTableId: "rtb-1" },
		...props,
	});

/** A pair of any cloud: a design, and whichever machines are put into it. */
export class AnyPair extends Construct {
	readonly pairName = "any";
	readonly sshUser = "root";
	readonly nodes = [];

	constructor(
		scope: Construct,
		id: string,
		readonly design: HaPairDesign,
	) {
		super(scope, id);
	}
}

/** What one rule finds in a stack. */
export function findingsOf(
	id: string,
	build: (stack: TerraformStack) => void,
): readonly LintFinding[] {
	const stack = testStack();
	build(stack);
	const lint = HaLint.apply(stack);
	Testing.synth(stack);
	return lint.findings.filter((finding) => finding.id === id);
}

/** The problems that one rule finds in a stack. */
export const problemsOf = (
	...args: Parameters<typeof findingsOf>
): readonly string[] => findingsOf(...args).map(({ problem }) => problem);

/** The problems that one rule finds in a pair of this design. */
export const problemsOfPair = (
	id: string,
	designed: HaPairDesign,
	addMachines: (pair: Construct) => void = () => {},
): readonly string[] =>
	problemsOf(id, (stack) => addMachines(new AnyPair(stack, "Pair", designed)));

/** The annotations of a construct and what is below it. */
export const annotationsOf = (root: IConstruct): readonly string[] =>
	root.node
		.findAll()
		.flatMap(({ node }) => node.metadata)
		.filter(({ type }) => type.startsWith("@cdktf/"))
		.map(({ data }) => String(data));
