import type { CloudId } from "../../../design/clouds";
import type { VpcCommand } from "../../../local/vpc/commands";
import { decide } from "../../../local/vpc/decide";
import { emptyState } from "../../../local/vpc/empty-state";
import type { CloudIdentity, VpcState } from "../../../local/vpc/entities";
import type { VpcEvent } from "../../../local/vpc/events";
import { fold } from "../../../local/vpc/evolve";
import type { NewId } from "../../../local/vpc/ids";

export const identityOf = (cloud: CloudId): CloudIdentity => ({
	cloud,
	region: "region-1",
	accountId: "1000",
	secret: "the cloud's secret",
});

/** Ids that count, each kind for itself. */
export function countingIds(): NewId {
	const counts = new Map<string, number>();
	return (kind) => {
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		return `${kind}-${count}`;
	};
}

/** A cloud in memory. */
export class SampleCloud {
	now = 1_800_000_000_000;
	state: VpcState;
	readonly events: VpcEvent[] = [];
	private readonly newId = countingIds();

	constructor(cloud: CloudId) {
		this.state = emptyState(identityOf(cloud));
	}

	run(...commands: readonly VpcCommand[]): readonly VpcEvent[] {
		const before = this.events.length;
		for (const command of commands) {
			const events = decide(this.state, command, {
				now: this.now,
				newId: this.newId,
			});
			this.state = fold(this.state, events);
			this.events.push(...events);
		}
		return this.events.slice(before);
	}

	/** Id of a VPC's main route table. */
	mainTable(vpcId: string): string {
		const table = Object.values(this.state.routeTables).find(
			(each) => each.main && each.vpcId === vpcId,
		);
		if (!table) {
			throw new Error(`${vpcId} has no main route table`);
		}
		return table.id;
	}
}

export const MACS = [
	"02:00:00:00:00:01",
	"02:00:00:00:00:02",
	"02:00:00:00:00:03",
] as const;

export const instanceCommand = (
	number: 1 | 2 | 3,
	subnetId = "subnet-a",
): Extract<VpcCommand, { type: "create-instance" }> => ({
	type: "create-instance",
	id: `i-${number}`,
	name: `node-${number}`,
	subnetId,
	address: subnetId === "subnet-a" ? `10.34.0.${number + 1}` : "10.34.51.3",
	mac: MACS[number - 1] ?? "",
	securityGroupIds: ["sg-a"],
});

/** A VPC 10.34.0.0/16 with the subnets a (10.34.0.0/20; i-1, i-2) and b (10.34.51.0/24; i-3), and an empty second VPC. */
export function pairCloud(cloud: CloudId): SampleCloud {
	const sample = new SampleCloud(cloud);
	const vpc = { multicast: false, cidr: "10.34.0.0/16" };
	const subnet = { type: "create-subnet", vpcId: "vpc-1", zone: "z" } as const;
	sample.run(
		{ type: "create-vpc", id: "vpc-1", name: "one", ...vpc },
		{ type: "create-vpc", id: "vpc-2", name: "two", ...vpc },
		{
			...subnet,
			id: "subnet-a",
			name: "a",
			cidr: "10.34.0.0/20",
			gateway: "10.34.0.1",
		},
		{
			...subnet,
			id: "subnet-b",
			name: "b",
			cidr: "10.34.51.0/24",
			gateway: "10.34.51.1",
		},
		{
			type: "create-security-group",
			id: "sg-a",
			vpcId: "vpc-1",
			name: "a",
			rules: [],
		},
		instanceCommand(1),
		instanceCommand(2),
		instanceCommand(3, "subnet-b"),
	);
	return sample;
}
