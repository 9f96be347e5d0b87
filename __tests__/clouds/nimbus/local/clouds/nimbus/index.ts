import type { CloudDialect } from "../cloud-dialect";
import { nimbusApi } from "./api/dialect";
import { nimbusMetadata } from "./metadata/metadata";

/** Nimbus Cloud on the local machine. */
export const nimbus: CloudDialect = {
	api: nimbusApi,
	metadata: { tree: nimbusMetadata },
};
