import { Lazy, type TerraformResource } from "cdktf";

/** Terraform address of a resource, e.g. `tencentcloud_instance.Pair_node-1_D2D0B7A2`. */
export const resourceAddress = (resource: TerraformResource): string =>
	`${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/** Terraform address of a resource's id, as `replace_triggered_by` wants it: a bare reference, no template. */
export const idReference = (resource: TerraformResource): string =>
	Lazy.stringValue({ produce: () => `${resourceAddress(resource)}.id` });
