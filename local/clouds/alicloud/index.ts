import type { CloudDialect } from "../cloud-dialect";
import { alibabaApi } from "./api/dialect";
import { alibabaMetadata } from "./metadata/metadata";
import { checkSession } from "./metadata/session";

/** Alibaba Cloud on the local machine. */
export const alicloud: CloudDialect = {
	api: alibabaApi,
	metadata: { tree: alibabaMetadata, admit: checkSession },
};
