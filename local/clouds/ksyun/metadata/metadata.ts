import type { Caller } from "../../../metadata/caller";
import type { MetadataTree } from "../../../metadata/tree";
import type { VpcState } from "../../../vpc/entities";

/**
 * What Kingsoft Cloud tells an instance under `/latest/meta-data/`: the entries that are known. It is not known to give
 * credentials.
 *
 * Source: the instance metadata document of KEC; the service listens on port 8775, as OpenStack's does.
 */
export const kingsoftMetadata = (
	{ region }: VpcState,
	{ instance, port }: Caller,
): MetadataTree => ({
	"instance-id": instance.id,
	"local-ipv4": port.address,
	placement: { region, zone: instance.zone },
});
