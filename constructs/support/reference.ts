import { Lazy, type TerraformResource } from "cdktf";

/** Terraform address of a resource's id, as `replace_triggered_by` wants it: a bare reference, no template. */
export const idReference = (resource: TerraformResource): string =>
	Lazy.stringValue({
		produce: () =>
			`${resource.terraformResourceType}.${resource.friendlyUniqueId}.id`,
	});
