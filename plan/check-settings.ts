import { AddressError, Ipv4Address, Ipv4Cidr } from "../base/ipv4";
import { recover } from "../base/recover";
import { CAPABILITIES } from "../design/capabilities";
import { checkVip } from "../design/check-vip";
import { DesignError } from "../design/errors";
import { subnetProblem, vpcProblem } from "../design/network-limits";
import { tooOpen } from "../design/security-rules";
import { Service } from "../design/service";
import { Vip } from "../design/vip";
import { LABS } from "../labs/catalogue";
import type { LabHome } from "../labs/lab-definition";
import { type Choices, choose, placeOf, vipModeOf } from "./choices";
import { cloudsOf } from "./lab-clouds";
import type { LabSettings } from "./settings";
import type { SettingsProblem } from "./settings-error";

/** The prefix lengths that leave room for the lab's machines in a subnet. */
const LONGEST_SUBNET_PREFIX = 28;

/** What a part of the design says of a setting. */
function complaintsOf(key: string, design: () => unknown): SettingsProblem[] {
	return recover(
		DesignError,
		() => {
			design();
			return [];
		},
		({ problem }) => [{ key, message: problem }],
	);
}

function subnetProblems({ cloud, network }: LabSettings): SettingsProblem[] {
	const { vpcCidr, publicSubnetCidr, privateSubnetCidr } = network;
	const vpc = Ipv4Cidr.parse(vpcCidr);
	const problems: SettingsProblem[] = [];
	const refuse = (key: string, message: string | undefined): void => {
		if (message !== undefined) {
			problems.push({ key, message });
		}
	};
	refuse("network.vpcCidr", vpcProblem(cloud, vpc));
	for (const [key, text] of [
		["network.publicSubnetCidr", publicSubnetCidr],
		["network.privateSubnetCidr", privateSubnetCidr],
	] as const) {
		const subnet = Ipv4Cidr.parse(text);
		if (!vpc.containsNetwork(subnet)) {
			refuse(
				key,
				`${text} is not inside the VPC ${vpcCidr}; choose a part of it`,
			);
		}
		refuse(
			key,
			subnet.prefixLength > LONGEST_SUBNET_PREFIX
				? `${text} has ${subnet.size} addresses, too few for the lab; allowed are prefixes up to /${LONGEST_SUBNET_PREFIX}`
				: subnetProblem(cloud, subnet),
		);
	}
	if (
		Ipv4Cidr.parse(publicSubnetCidr).overlaps(Ipv4Cidr.parse(privateSubnetCidr))
	) {
		refuse(
			"network.privateSubnetCidr",
			`${privateSubnetCidr} overlaps the public subnet ${publicSubnetCidr}; choose two parts of ${vpcCidr} that share no address`,
		);
	}
	return problems;
}

/** A VIP in the bastion's subnet: the machines there would look for it among themselves, and some have its address. */
const publicSubnetProblems = (
	{ network }: LabSettings,
	vips: readonly string[],
): SettingsProblem[] =>
	vips
		.filter((text) =>
			Ipv4Cidr.parse(network.publicSubnetCidr).contains(
				Ipv4Address.parse(text),
			),
		)
		.map((text) => ({
			key: "network.vip",
			message: `${text} lies in the public subnet ${network.publicSubnetCidr}, whose addresses belong to its machines; choose another address`,
		}));

function addressProblems(
	settings: LabSettings,
	{ vipMode, vips, nodeAddresses }: Choices,
): SettingsProblem[] {
	const { privateSubnetCidr, vpcCidr } = settings.network;
	const subnetCidr = Ipv4Cidr.parse(privateSubnetCidr);
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
		problems.push(
			...complaintsOf("network.vip", () =>
				checkVip("network.vip", Vip[vipMode]({ address: text }), {
					cloud: settings.cloud,
					vpcCidr: Ipv4Cidr.parse(vpcCidr),
					subnetCidr,
				}),
			),
		);
	}
	return vipMode === "route"
		? [...problems, ...publicSubnetProblems(settings, vips)]
		: problems;
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
		tooOpen(cidrs.map(Ipv4Cidr.parse), "access.allowAnywhere").map(
			({ index, problem }) => ({
				key: index === undefined ? key : `${key}.${index}`,
				message: problem,
			}),
		),
	);
}

function vipModeProblems(settings: LabSettings): SettingsProblem[] {
	const { cloud, lab } = settings;
	const { vipModes } = LABS[lab];
	const vipMode = vipModeOf(settings);
	if (!vipModes.includes(vipMode)) {
		return [
			{
				key: "vipMode",
				message: `the lab ${lab} has no VIP mode ${vipMode}; allowed: ${vipModes.join(", ")}`,
			},
		];
	}
	const { havip, title } = CAPABILITIES[cloud];
	return vipMode === "havip" && !havip
		? [
				{
					key: "vipMode",
					message: `${title} has no HAVIP that Terraform can make; allowed: route`,
				},
			]
		: [];
}

function labProblems(settings: LabSettings, home: LabHome): SettingsProblem[] {
	const { homes, pages, vipCount, vrrp } = LABS[settings.lab];
	const clouds = cloudsOf(settings.lab);
	const { nodeAddresses = pages } = settings.network;
	const { virtualRouterId } = settings;
	const problems: SettingsProblem[] = [];
	if (!clouds.includes(settings.cloud)) {
		problems.push({
			key: "cloud",
			message: `the lab ${settings.lab} does not run on ${settings.cloud}; allowed: ${clouds.join(", ")}`,
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
	if (complaintsOf("virtualRouterId", () => vrrp(virtualRouterId)).length > 0) {
		problems.push({
			key: "virtualRouterId",
			message: `${virtualRouterId} leaves no VRID for every virtual router of the lab ${settings.lab}, which takes the next ones; allowed: ${256 - vipCount} at most`,
		});
	}
	return problems;
}

/** What is wrong with settings whose keys are fine one by one. */
export function checkSettings(
	settings: LabSettings,
	home: LabHome,
): SettingsProblem[] {
	const vipMode = vipModeProblems(settings);
	const network = subnetProblems(settings);
	const place = complaintsOf("zone", () => placeOf(settings));
	const { port } = settings.service;
	const addresses = (): SettingsProblem[] =>
		recover(
			// A VIP behind which there is no other address, for a lab that needs two.
			AddressError,
			() => addressProblems(settings, choose(settings)),
			({ message }) => [{ key: "network.vip", message }],
		);
	const ready = [vipMode, network, place].every(({ length }) => length === 0);
	return [
		...labProblems(settings, home),
		...place,
		...vipMode,
		...network,
		...(ready ? addresses() : []),
		...complaintsOf("service.port", () => Service.nginx({ port })),
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
				"is missing: nobody could log in. Give your OpenSSH public key here, or its file as access.publicKeyFile: ~/.ssh/id_rsa.pub",
		});
	}
	return problems;
}
