import { describe, expect, test } from "vitest";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";
import { metadataAddress } from "../../design/cloud-addresses";
import { CLOUD_IDS } from "../../design/clouds";
import type { SecurityRule } from "../../design/security-rule";
import {
	bastionSecurityRules,
	nodeSecurityRules,
} from "../../design/security-rules";

describe.each(CLOUD_IDS)("on %s", (cloud) => {
	const { address, port } = metadataAddress(cloud);
	const reachesMetadata = ({
		direction,
		protocol,
		ports,
		cidr,
	}: SecurityRule): boolean =>
		direction === "egress" &&
		protocol === "tcp" &&
		ports?.from === port &&
		Ipv4Cidr.parse(cidr).contains(Ipv4Address.parse(address));

	test("nodes and bastion have a way to the metadata service", () => {
		const nodes = nodeSecurityRules({
			cloud,
			nodeAddresses: ["10.34.0.2", "10.34.0.3"],
			port: 80,
			clientCidrs: ["10.34.0.0/16"],
			sshCidrs: ["10.34.51.2/32"],
		});
		const bastion = bastionSecurityRules({
			cloud,
			adminCidrs: ["198.51.100.7/32"],
			nodeSubnetCidr: "10.34.0.0/20",
			port: 80,
		});
		expect(nodes.filter(reachesMetadata)).toHaveLength(1);
		expect(bastion.filter(reachesMetadata)).toHaveLength(1);
	});
});
