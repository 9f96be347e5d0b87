import type { CloudId } from "./capabilities";

/** Where a cloud's service is found from inside a VPC. */
export interface ServiceAddress {
	readonly address: string;
	readonly port: number;
	/** Names that the VPC's name service resolves to the address. */
	readonly names: readonly string[];
}

/** The services of a cloud that instances use without leaving the VPC. */
export interface CloudAddresses {
	readonly metadata: ServiceAddress;
	/** The VPC API. Only its names are the cloud's own; the address is ours. */
	readonly api: ServiceAddress;
}

/**
 * Where the services of each cloud are.
 *
 * Sources: the metadata addresses are those of the clouds' instance metadata documents; the in-VPC API names are those of
 * their endpoint lists, with plain HTTP on Kingsoft Cloud.
 */
export function cloudAddresses(cloud: CloudId, region: string): CloudAddresses {
	switch (cloud) {
		case "tencentcloud":
			return {
				metadata: {
					address: "169.254.0.23",
					port: 80,
					names: ["metadata.tencentyun.com"],
				},
				api: {
					address: "169.254.0.55",
					port: 80,
					names: ["vpc.internal.tencentcloudapi.com"],
				},
			};
		case "alicloud":
			return {
				metadata: { address: "100.100.100.200", port: 80, names: [] },
				api: {
					address: "100.100.100.201",
					port: 80,
					names: [`vpc-vpc.${region}.aliyuncs.com`],
				},
			};
		case "ksyun":
			return {
				metadata: { address: "11.255.255.100", port: 8775, names: [] },
				api: {
					address: "11.255.255.101",
					port: 80,
					names: ["internal.api.ksyun.com"],
				},
			};
	}
}
