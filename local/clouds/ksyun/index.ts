import type { CloudDialect } from "../cloud-dialect";
import { kingsoftApi } from "./api/dialect";
import { kingsoftMetadata } from "./metadata/metadata";

/** Kingsoft Cloud on the local machine. */
export const ksyun: CloudDialect = {
	api: kingsoftApi,
	metadata: { tree: kingsoftMetadata },
};
