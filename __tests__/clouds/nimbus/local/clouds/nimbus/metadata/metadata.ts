import type { Caller } from "../../../metadata/caller";
import type { MetadataContext } from "../../../metadata/request";
import { roleDirectory } from "../../../metadata/role-directory";
import type { MetadataTree } from "../../../metadata/tree";
import type { VpcState } from "../../../vpc/entities";

/** What Nimbus Cloud tells an instance. */
export const nimbusMetadata = (
	state: VpcState,
	{ instance }: Caller,
	context: MetadataContext,
): MetadataTree => ({
	"instance-id": instance.id,
	role: roleDirectory(
		state,
		instance,
		context,
		({ accessKeyId: id, secret, token, expiresAt }) =>
			JSON.stringify({ id, secret, token, expires: expiresAt / 1000 }),
	),
});
