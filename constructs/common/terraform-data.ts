import { TerraformResource, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";

/** Props of {@link TerraformData}. */
export interface TerraformDataProps {
	/** What the resource remembers. */
	readonly input: string;
	readonly lifecycle: TerraformResourceLifecycle;
}

/** Terraform's own `terraform_data`, which needs no provider. */
export class TerraformData extends TerraformResource {
	constructor(
		scope: Construct,
		id: string,
		private readonly props: TerraformDataProps,
	) {
		super(scope, id, {
			terraformResourceType: "terraform_data",
			lifecycle: props.lifecycle,
		});
	}

	/** What the resource remembers since it was made. */
	get input(): string {
		return this.getStringAttribute("input");
	}

	protected override synthesizeAttributes(): Record<string, unknown> {
		return { input: this.props.input };
	}
}
