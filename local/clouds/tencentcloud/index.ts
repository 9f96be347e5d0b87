import type { CloudDialect } from "../cloud-dialect";
import { tencentApi } from "./api/dialect";
import { tencentMetadata } from "./metadata/metadata";

/** Tencent Cloud on the local machine. */
export const tencentcloud: CloudDialect = {
	api: tencentApi,
	metadata: { tree: tencentMetadata },
};
