import type { CloudId } from "../../design/capabilities";
import { alibabaCloud } from "./alicloud/dialect";
import type { Dialect } from "./dialect";
import { kingsoftCloud } from "./ksyun/dialect";
import { tencentCloud } from "./tencentcloud/dialect";

/** A new instance of a cloud's dialect. */
export function dialectOf(cloud: CloudId): Dialect {
	switch (cloud) {
		case "tencentcloud":
			return tencentCloud();
		case "alicloud":
			return alibabaCloud();
		case "ksyun":
			return kingsoftCloud();
	}
}
