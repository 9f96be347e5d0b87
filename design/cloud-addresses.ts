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

/** Where each cloud's instance metadata service is, as the clouds' instance metadata documents say it. */
const METADATA: Readonly<Record<CloudId, ServiceAddress>> = {
	tencentcloud: {
		address: "169.254.0.23",
		port: 80,
		names: ["metadata.tencentyun.com"],
	},
	alicloud: { address: "100.100.100.200", port: 80, names: [] },
	ksyun: { address: "11.255.255.100", port: 8775, names: [] },
};

/** Where a cloud's instance metadata service is; the same in all regions. */
export const metadataAddress = (cloud: CloudId): ServiceAddress =>
	METADATA[cloud];

/**
 * Where the services of each cloud are.
 *
 * Source: the names of the API inside a VPC are those of the clouds' endpoint lists, with plain HTTP on Kingsoft Cloud.
 */
export function cloudAddresses(cloud: CloudId, region: string): CloudAddresses {
	switch (cloud) {
		case "tencentcloud":
			return {
				metadata: METADATA[cloud],
				api: {
					address: "169.254.0.55",
					port: 80,
					names: ["vpc.internal.tencentcloudapi.com"],
				},
			};
		case "alicloud":
			return {
				metadata: METADATA[cloud],
				api: {
					address: "100.100.100.201",
					port: 80,
					names: [`vpc-vpc.${region}.aliyuncs.com`],
				},
			};
		case "ksyun":
			return {
				metadata: METADATA[cloud],
				api: {
					address: "11.255.255.101",
					port: 80,
					names: ["internal.api.ksyun.com"],
				},
			};
	}
}
