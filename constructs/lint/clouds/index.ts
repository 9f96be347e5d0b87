import type { CloudId } from "../../../design/clouds";
import type { ResourceReaders } from "../resource-facts";
import { alicloud } from "./alicloud";
import { ksyun } from "./ksyun";
import { tencentcloud } from "./tencentcloud";

/** The clouds whose resources the rules look at. */
export const READERS: Readonly<Record<CloudId, ResourceReaders>> = {
	tencentcloud,
	alicloud,
	ksyun,
};
