import type { Dialect } from "../api/dialect";
import type { MetadataDialect } from "../metadata/dialect";

/** How a cloud speaks to its instances: what the local cloud needs beside the cloud's profile to play it. */
export interface CloudDialect {
	/** A new instance of how the VPC API speaks. */
	readonly api: () => Dialect;
	readonly metadata: MetadataDialect;
}
