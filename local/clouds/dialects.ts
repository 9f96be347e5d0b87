import type { CloudId } from "../../design/capabilities";
import type { Dialect } from "../api/dialect";
import { alibabaCloud } from "./alicloud/api/dialect";
import { kingsoftCloud } from "./ksyun/api/dialect";
import { tencentCloud } from "./tencentcloud/api/dialect";

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
