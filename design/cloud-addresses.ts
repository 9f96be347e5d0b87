import { CLOUDS, type CloudId } from "./clouds";
import type { ServiceAddress } from "./clouds/cloud-profile";

/** The services of a cloud that instances use without leaving the VPC. */
export interface CloudAddresses {
	readonly metadata: ServiceAddress;
	/** The VPC API. Only its names are the cloud's own; the address is ours. */
	readonly api: ServiceAddress;
}

/** Where a cloud's instance metadata service is; the same in all regions. */
export const metadataAddress = (cloud: CloudId): ServiceAddress =>
	CLOUDS[cloud].metadata;

/** Where the services of each cloud are. */
export const cloudAddresses = (
	cloud: CloudId,
	region: string,
): CloudAddresses => ({
	metadata: CLOUDS[cloud].metadata,
	api: CLOUDS[cloud].api(region),
});
