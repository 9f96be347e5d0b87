import fc from "fast-check";
import type { VpcCommand } from "../../../local/vpc/commands";
import { MACS } from "./sample-cloud";

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const vpcId = oneOf("vpc-1", "vpc-2", "vpc-3");
const subnetId = oneOf("subnet-a", "subnet-b", "subnet-c", "subnet-d");
const instanceId = oneOf("i-1", "i-2", "i-3", "i-4", "i-5");
const haVipId = oneOf("h-1", "h-2", "h-3");
const eipId = oneOf("eip-1", "eip-2", "eip-3");
const natGatewayId = oneOf("nat-1", "nat-2");
const routeId = oneOf("route-1", "route-2", "route-3");
const routeTableId = oneOf("route-table-1", "route-table-1", "rtb-x");
const securityGroupId = oneOf("sg-a", "sg-b");
const address = oneOf(
	"10.34.0.0",
	"10.34.0.1",
	"10.34.0.2",
	"10.34.0.7",
	"10.34.0.8",
	"10.34.0.200",
	"10.34.51.7",
	"10.34.100.7",
	"nowhere",
);
const mac = oneOf(...MACS, "02:00:00:00:00:04", "02:00:00:00:00:05");
const cidr = oneOf(
	"10.34.0.0/16",
	"10.34.0.0/20",
	"10.34.51.0/24",
	"10.34.100.0/24",
	"10.34.100.128/25",
	"10.35.0.0/16",
	"10.34.0.1/20",
);
const destination = oneOf(
	"10.255.34.200/32",
	"10.255.34.201/32",
	"10.34.0.200/32",
	"10.34.100.7/32",
	"10.34.100.0/24",
	"0.0.0.0/0",
	"10.34.0.0/32",
);
const name = oneOf("a", "b", "c", "node-4", "node-5");
const nextHop = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant("instance" as const),
			instanceId: oneOf("i-1", "i-2", "i-3", "i-4"),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant("nat" as const), natGatewayId }),
	},
);
const asynchronous = fc.boolean();
const type = <Type extends VpcCommand["type"]>(text: Type) => fc.constant(text);

/** Three of them, so that announcements meet HAVIPs, and one that instances take too. */
const haVipAddress = oneOf(
	"10.34.0.200",
	"10.34.0.201",
	"10.34.0.202",
	"10.34.0.7",
);

const haVipCommand: fc.Arbitrary<VpcCommand> = fc.oneof(
	fc.record({
		type: type("create-havip"),
		id: haVipId,
		name,
		subnetId: oneOf("subnet-a", "subnet-b"),
		address: haVipAddress,
	}),
	fc.record({ type: type("attach-havip"), haVipId, instanceId }),
	fc.record({ type: type("attach-havip"), haVipId, instanceId }),
	fc.record({ type: type("detach-havip"), haVipId, instanceId }),
	fc.record({ type: type("announce-havip"), address: haVipAddress, mac }),
	fc.record({ type: type("announce-havip"), address: haVipAddress, mac }),
);

const routeCommand: fc.Arbitrary<VpcCommand> = fc.oneof(
	fc.record({
		type: type("create-route"),
		routeTableId,
		destination,
		nextHop,
		asynchronous,
	}),
	fc.record({
		type: type("create-route"),
		routeTableId,
		destination,
		nextHop,
		asynchronous,
	}),
	fc.record({ type: type("replace-route"), routeId, nextHop, asynchronous }),
	fc.record({ type: type("delete-route"), routeId, asynchronous }),
	fc.record({ type: type("settle-route"), routeId }),
	fc.record({ type: type("enable-route"), routeId }),
	fc.record({ type: type("disable-route"), routeId }),
);

const otherCommand: fc.Arbitrary<VpcCommand> = fc.oneof(
	fc.record({
		type: type("create-vpc"),
		id: vpcId,
		name,
		cidr,
		multicast: fc.boolean(),
	}),
	fc.record({
		type: type("create-subnet"),
		id: subnetId,
		vpcId,
		name,
		cidr,
		zone: name,
		gateway: oneOf("10.34.100.1", "10.34.100.129", "10.34.0.1", "10.34.51.1"),
	}),
	fc.record({
		type: type("create-route-table"),
		id: fc.constant("rtb-x"),
		vpcId,
		name,
	}),
	fc.record({
		type: type("create-security-group"),
		id: securityGroupId,
		vpcId,
		name,
		rules: fc.constant([]),
	}),
	fc.record({
		type: type("replace-security-rules"),
		securityGroupId,
		rules: fc.constant([]),
	}),
	fc.record({
		type: type("create-instance"),
		id: instanceId,
		name,
		subnetId,
		address,
		mac,
		securityGroupIds: fc.array(securityGroupId, { maxLength: 2 }),
	}),
	fc.record({
		type: type("allocate-eip"),
		id: eipId,
		name,
		address: oneOf("203.0.113.1", "203.0.113.2", "203.0.113.3"),
	}),
	fc.record({
		type: type("associate-eip"),
		eipId,
		target: fc.oneof(
			fc.record({ kind: fc.constant("instance" as const), id: instanceId }),
			fc.record({ kind: fc.constant("havip" as const), id: haVipId }),
			fc.record({ kind: fc.constant("nat" as const), id: natGatewayId }),
		),
	}),
	fc.record({ type: type("disassociate-eip"), eipId }),
	fc.record({
		type: type("create-nat-gateway"),
		id: natGatewayId,
		name,
		vpcId,
		subnetIds: fc.array(subnetId, { maxLength: 2 }),
	}),
	fc.record({
		type: type("create-role"),
		name,
		permissions: fc.constant([{ actions: ["Describe*"], resources: ["*"] }]),
	}),
	fc.record({
		type: type("create-access-key"),
		id: name,
		secret: name,
		user: name,
		permissions: fc.constant([{ actions: ["*"], resources: ["*"] }]),
	}),
);

/** Any command about few things, so that commands meet each other. */
export const randomCommand: fc.Arbitrary<VpcCommand> = fc.oneof(
	{ weight: 2, arbitrary: haVipCommand },
	{ weight: 2, arbitrary: routeCommand },
	{ weight: 3, arbitrary: otherCommand },
);
