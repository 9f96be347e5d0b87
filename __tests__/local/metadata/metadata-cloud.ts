import type { CloudId } from "../../../design/clouds";
import {
	instanceCommand,
	pairCloud,
	type SampleCloud,
} from "../vpc/sample-cloud";

export const ROLE = "halab-nexthop";

/** The sample cloud with a node i-4 at 10.34.0.5 that has a role and a public address. */
export function metadataCloud(cloud: CloudId): SampleCloud {
	const sample = pairCloud(cloud);
	sample.run(
		{ type: "create-role", name: ROLE, permissions: [] },
		{
			...instanceCommand(1),
			id: "i-4",
			name: "node-4",
			address: "10.34.0.5",
			mac: "02:00:00:00:00:04",
			roleName: ROLE,
		},
		{ type: "allocate-eip", id: "eip-4", name: "e", address: "203.0.113.4" },
		{
			type: "associate-eip",
			eipId: "eip-4",
			target: { kind: "instance", id: "i-4" },
		},
	);
	return sample;
}
