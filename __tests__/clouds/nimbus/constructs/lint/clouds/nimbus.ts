import { textOf } from "../block";
import { type ResourceReaders, userDataOf } from "../resource-facts";

/** Nimbus Cloud's resources. */
export const nimbus: ResourceReaders = {
	nimbus_machine: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "nimbus",
			userData: userDataOf(block, localText, [], ["user_data"]),
			zone: textOf(block, "zone"),
			spreadBy: undefined,
		},
	}),
};
