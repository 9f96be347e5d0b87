import type { ITerraformDependable } from "cdktf";

/**
 * Creates resources one after the other, for what a cloud changes one at a time.
 *
 * @param create is given what must exist before: nothing for the first one
 * @returns what must exist before anything that follows all of them
 */
export function inTurn<T>(
	items: readonly T[],
	create: (
		item: T,
		previous: readonly ITerraformDependable[],
	) => ITerraformDependable,
): readonly ITerraformDependable[] {
	return items.reduce<readonly ITerraformDependable[]>(
		(previous, item) => [create(item, previous)],
		[],
	);
}

/** The prop of a resource that waits for others; none when there are no others. */
export const dependsOn = (
	resources: readonly ITerraformDependable[],
): { readonly dependsOn?: ITerraformDependable[] } =>
	resources.length === 0 ? {} : { dependsOn: [...resources] };
