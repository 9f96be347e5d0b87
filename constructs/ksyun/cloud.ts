import type { CloudId } from "../../design/clouds";

/** Whose constructs these are. */
export const CLOUD: CloudId = "ksyun";
