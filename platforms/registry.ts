import type { CloudId } from "../design/clouds";
import { alicloud } from "./alicloud";
import { labBuilder } from "./build-lab";
import { ksyun } from "./ksyun";
import type { LabBuilder } from "./platform";
import { tencentcloud } from "./tencentcloud";

/** The clouds on which labs can be built. */
export const PLATFORMS: Readonly<Record<CloudId, LabBuilder>> = {
	tencentcloud: labBuilder(tencentcloud),
	alicloud: labBuilder(alicloud),
	ksyun: labBuilder(ksyun),
};
