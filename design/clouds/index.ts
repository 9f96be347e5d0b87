import { keysOf } from "../../base/keys-of";
import { alicloud } from "./alicloud";
import type { CloudProfile } from "./cloud-profile";
import { ksyun } from "./ksyun";
import { tencentcloud } from "./tencentcloud";

/** The clouds that halab knows, and what it knows of each. */
export const CLOUDS = {
	tencentcloud,
	alicloud,
	ksyun,
} satisfies Readonly<Record<string, CloudProfile>>;

export type CloudId = keyof typeof CLOUDS;

/** The clouds that halab knows. */
export const CLOUD_IDS = keysOf(CLOUDS);

/** The cloud of a lab whose settings name none. */
export const DEFAULT_CLOUD: CloudId = "tencentcloud";
