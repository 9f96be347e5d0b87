import { checkVip } from "../design/capabilities";
import { DesignError } from "../design/errors";
import { Ipv4Address, Ipv4Cidr } from "../design/net/ipv4";
import { Vip } from "../design/vip";
import { LABS } from "../labs/catalogue";
import type { LabHome } from "../labs/lab-definition";
import { choose, vipModeOf } from "./choices";
import type { LabSettings } from "./settings";
import type { SettingsProblem } from "./settings-error";

/** The prefix lengths that leave room for the lab's machines in a subnet. */
const LONGEST_SUBNET_PREFIX = 28;

function subnetProblems(settings: LabSettings): SettingsProblem[] {
	const { vpcCidr, publicSubnetCidr, privateSubnetCidr } = settings.network;
	const vpc = Ipv4Cidr.parse(vpcCidr);
	const problems: SettingsProblem[] = [];
	for (const [key, text] of [
		["network.publicSubnetCidr", publicSubnetCidr],
		["network.privateSubnetCidr", privateSubnetCidr],
	] as const) {
		const subnet = Ipv4Cidr.parse(text);
		if (!vpc.containsNetwork(subnet)) {
			problems.push({
				key,
				message: `${text} is not inside the VPC ${vpcCidr}; choose a part of it`,
			});
		}
		if (subnet.prefixLength > LONGEST_SUBNET_PREFIX) {
			problems.push({
				key,
				message: `${text} has ${subnet.size} addresses, too few for the lab; allowed are prefixes up to /${LONGEST_SUBNET_PREFIX}`,
			});
		}
	}
	if (
		Ipv4Cidr.parse(publicSubnetCidr).overlaps(Ipv4Cidr.parse(privateSubnetCidr))
	) {
		problems.push({
			key: "network.privateSubnetCidr",
			message: `${privateSubnetCidr} overlaps the public subnet ${publicSubnetCidr}; choose two parts of ${vpcCidr} that share no address`,
		});
	}
	return problems;
}

function addressProblems(settings: LabSettings): SettingsProblem[] {
	const { privateSubnetCidr, vpcCidr } = settings.network;
	const subnetCidr = Ipv4Cidr.parse(privateSubnetCidr);
	const { vipMode, vips, nodeAddresses } = choose(settings);
	const problems: SettingsProblem[] = [];
	const taken = new Map([[subnetCidr.addressAt(1), "the subnet's gateway"]]);
	const claim = (key: string, text: string, owner: string): void => {
		const holder = taken.get(text);
		if (holder !== undefined) {
			problems.push({
				key,
				message: `${text} is ${holder} already; allowed is an address of ${privateSubnetCidr} other than ${[...taken.keys()].join(", ")}`,
			});
		}
		taken.set(text, owner);
	};
	nodeAddresses.forEach((text, index) => {
		const key = `network.nodeAddresses.${index}`;
		claim(key, text, `node-${index + 1}`);
		if (!subnetCidr.isUsable(Ipv4Address.parse(text))) {
			problems.push({
				key,
				message: `${text} is not a usable address of the private subnet ${privateSubnetCidr}`,
			});
		}
	});
	for (const text of vips) {
		claim("network.vip", text, "a VIP");
		try {
			checkVip("network.vip", Vip[vipMode]({ address: text }), {
				cloud: settings.cloud,
				vpcCidr: Ipv4Cidr.parse(vpcCidr),
				subnetCidr,
			});
		} catch (error) {
			if (!(error instanceof DesignError)) {
				throw error;
			}
			problems.push({ key: error.prop, message: error.problem });
		}
	}
	return problems;
}

function anywhereProblems(settings: LabSettings): SettingsProblem[] {
	if (settings.access.allowAnywhere) {
		return [];
	}
	const lists = [
		["access.adminCidrs", settings.access.adminCidrs],
		["service.clientCidrs", settings.service.clientCidrs ?? []],
	] as const;
	return lists.flatMap(([key, cidrs]) =>
		cidrs.flatMap((text, index) =>
			Ipv4Cidr.parse(text).prefixLength === 0
				? [
						{
							key: `${key}.${index}`,
							message: `${text} lets the whole internet in; name the networks that need it, or set access.allowAnywhere: true if that is what you mean`,
						},
					]
				: [],
		),
	);
}

function labProblems(settings: LabSettings, home: LabHome): SettingsProblem[] {
	const { clouds, homes, pages, vipModes } = LABS[settings.lab];
	const { nodeAddresses = pages } = settings.network;
	const problems: SettingsProblem[] = [];
	if (!clouds.includes(settings.cloud)) {
		problems.push({
			key: "cloud",
			message: `the lab ${settings.lab} does not run on ${settings.cloud}; allowed: ${clouds.join(", ")}`,
		});
	}
	const vipMode = vipModeOf(settings);
	if (!vipModes.includes(vipMode)) {
		problems.push({
			key: "vipMode",
			message: `the lab ${settings.lab} has no VIP mode ${vipMode}; allowed: ${vipModes.join(", ")}`,
		});
	}
	if (!homes.includes(home)) {
		problems.push({
			key: "lab",
			message: `the lab ${settings.lab} is not made for ${home === "local" ? "this machine" : "a cloud"}`,
		});
	}
	if (nodeAddresses.length > pages.length) {
		problems.push({
			key: "network.nodeAddresses",
			message: `${nodeAddresses.length} addresses are given, but the lab ${settings.lab} has ${pages.length} nodes`,
		});
	}
	return problems;
}

/** What is wrong with settings whose keys are fine one by one. */
export function checkSettings(
	settings: LabSettings,
	home: LabHome,
): SettingsProblem[] {
	const networkProblems = subnetProblems(settings);
	return [
		...labProblems(settings, home),
		...networkProblems,
		...(networkProblems.length === 0 ? addressProblems(settings) : []),
		...anywhereProblems(settings),
	];
}

/** What is missing before the lab may be created in a cloud, where strangers can reach it. */
export function checkCloudAccess(settings: LabSettings): SettingsProblem[] {
	const { adminCidrs, publicKey } = settings.access;
	const problems: SettingsProblem[] = [];
	if (adminCidrs.length === 0) {
		problems.push({
			key: "access.adminCidrs",
			message:
				"is missing: nobody could log in. Name the networks from which the bastion takes ssh, e.g. [203.0.113.7/32] with your own public address",
		});
	}
	if (publicKey === undefined) {
		problems.push({
			key: "access.publicKey",
			message:
				"is missing: nobody could log in. Give your OpenSSH public key here, or its file as access.publicKeyFile: ~/.ssh/id_ed25519.pub",
		});
	}
	return problems;
}
