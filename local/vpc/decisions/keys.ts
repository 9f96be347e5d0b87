import type { VpcState } from "../entities";
import { VpcError } from "../errors";
import type { VpcChange } from "../events";
import type { CommandOf } from "./context";

export function createRole(
	{ roles }: VpcState,
	{ name, permissions }: CommandOf<"create-role">,
): readonly VpcChange[] {
	if (Object.hasOwn(roles, name)) {
		throw new VpcError("duplicate", `The role ${name} exists already.`, name);
	}
	return [{ type: "role-created", role: { name, permissions } }];
}

export function createAccessKey(
	{ accessKeys }: VpcState,
	{ id, secret, user, permissions }: CommandOf<"create-access-key">,
): readonly VpcChange[] {
	if (Object.hasOwn(accessKeys, id)) {
		throw new VpcError("duplicate", `The key ${id} exists already.`, id);
	}
	return [
		{
			type: "access-key-created",
			accessKey: { id, secret, user, permissions },
		},
	];
}
