import { Construct } from "constructs";
import { AlicloudProvider as Provider } from "../../.gen/providers/alicloud/provider";

/** Props of {@link AlicloudProvider}. */
export interface AlicloudProviderProps {
	/** Region, e.g. `cn-hangzhou`. */
	readonly region: string;
}

/**
 * Names the region and requires the very provider version for which the constructs were made. Credentials come from
 * the environment (`ALICLOUD_ACCESS_KEY`, `ALICLOUD_SECRET_KEY`), never from code: they would be in the synthesized
 * stack. A stack needs one.
 */
export class AlicloudProvider extends Construct {
	constructor(scope: Construct, id: string, props: AlicloudProviderProps) {
		super(scope, id);
		new Provider(this, "Default", { region: props.region });
	}
}
