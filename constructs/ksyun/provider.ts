import { Construct } from "constructs";
import { KsyunProvider as Provider } from "../../.gen/providers/ksyun/provider";

/** Props of {@link KsyunProvider}. */
export interface KsyunProviderProps {
	/** Region, e.g. `cn-beijing-6`. */
	readonly region: string;
}

/**
 * Names the region and requires the very provider version for which the constructs were made. Credentials come from
 * the environment (`KSYUN_ACCESS_KEY`, `KSYUN_SECRET_KEY`), never from code: they would be in the synthesized stack. A
 * stack needs one.
 */
export class KsyunProvider extends Construct {
	constructor(scope: Construct, id: string, props: KsyunProviderProps) {
		super(scope, id);
		new Provider(this, "Default", { region: props.region });
	}
}
