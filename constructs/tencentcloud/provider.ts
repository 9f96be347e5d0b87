import { Construct } from "constructs";
import { TencentcloudProvider } from "../../.gen/providers/tencentcloud/provider";

/** Props of {@link TencentProvider}. */
export interface TencentProviderProps {
	/** Region, e.g. `ap-guangzhou`. */
	readonly region: string;
}

/**
 * Names the region and requires the very provider version for which the constructs were made. Credentials come from
 * the environment (`TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`), never from code: they would be in the
 * synthesized stack. A stack needs one.
 */
export class TencentProvider extends Construct {
	constructor(scope: Construct, id: string, props: TencentProviderProps) {
		super(scope, id);
		new TencentcloudProvider(this, "Default", { region: props.region });
	}
}
