import type { CloudId } from "../../design/clouds";
import { alicloud } from "./alicloud";
import type { CloudDialect } from "./cloud-dialect";
import { ksyun } from "./ksyun";
import { tencentcloud } from "./tencentcloud";

/** The clouds that the local machine plays. */
export const DIALECTS: Readonly<Record<CloudId, CloudDialect>> = {
	tencentcloud,
	alicloud,
	ksyun,
};
