import { own } from "../../base/own";
import { CLOUDS } from "../../design/clouds";
import type { RoleKeys } from "../../design/clouds/cloud-profile";
import type { Permission } from "../../design/nexthop-permissions";
import type { CloudIdentity, Instance, VpcState } from "./entities";
import {
	keyedHash,
	type RoleGrant,
	readRoleToken,
	roleToken,
} from "./role-token";

/** How long a role's credentials last when nobody says otherwise, in milliseconds: six hours, as Alibaba's document shows. */
export const ROLE_LIFETIME_MILLISECONDS = 6 * 60 * 60 * 1000;

/** What an instance gets for its role. */
export interface RoleCredentials {
	readonly accessKeyId: string;
	readonly secret: string;
	readonly token: string;
	/** Milliseconds since 1970. */
	readonly issuedAt: number;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
}

/**
 * The credentials that an instance's role gives it at a moment; the same until they are renewed. Nothing is kept: whoever
 * knows the cloud's secret recognizes them.
 *
 * @param now milliseconds since 1970
 * @param lifetimeMilliseconds @default {@link ROLE_LIFETIME_MILLISECONDS}
 * @returns `undefined` for an instance without a role, and where the cloud gives none
 */
export function roleCredentials(
	identity: CloudIdentity,
	{ id: instanceId, roleName: role }: Instance,
	now: number,
	lifetimeMilliseconds: number = ROLE_LIFETIME_MILLISECONDS,
): RoleCredentials | undefined {
	const { roleKeys } = CLOUDS[identity.cloud];
	if (role === undefined || roleKeys === undefined) {
		return undefined;
	}
	const period = lifetimeMilliseconds * roleKeys.renewedAfter;
	// Whole seconds: the clouds tell no others.
	const issuedAt = wholeSeconds(Math.floor(now / period) * period);
	const expiresAt = wholeSeconds(issuedAt + lifetimeMilliseconds);
	const grant = { role, instanceId, issuedAt, expiresAt };
	return { ...keysOf(identity, roleKeys, grant), issuedAt, expiresAt };
}

/** Who signs with credentials, and what for. */
export interface RecognizedCredentials {
	/** Requests are signed with it. */
	readonly secret: string;
	readonly permissions: readonly Permission[];
	/** The role, or the user of a key that was handed over. */
	readonly name: string;
	/** Which instance a role's credentials were given to. */
	readonly instanceId?: string;
	/** When a role's credentials end, in milliseconds since 1970. */
	readonly expiresAt?: number;
}

/**
 * Whose credentials these are: a role's with its token, or a key that was handed over, without one.
 *
 * @param now milliseconds since 1970
 * @returns `"expired"` when they were good once, `undefined` when they never were
 */
export function recognizeCredentials(
	state: VpcState,
	accessKeyId: string,
	token: string | undefined,
	now: number,
): RecognizedCredentials | "expired" | undefined {
	return token
		? recognizeRole(state, accessKeyId, token, now)
		: recognizeAccessKey(state, accessKeyId);
}

function recognizeAccessKey(
	{ accessKeys }: VpcState,
	id: string,
): RecognizedCredentials | undefined {
	const key = own(accessKeys, id);
	return (
		key && {
			secret: key.secret,
			permissions: key.permissions,
			name: key.user,
		}
	);
}

function recognizeRole(
	state: VpcState,
	accessKeyId: string,
	token: string,
	now: number,
): RecognizedCredentials | "expired" | undefined {
	const grant = readRoleToken(state.secret, token);
	const { roleKeys } = CLOUDS[state.cloud];
	if (grant === undefined || roleKeys === undefined) {
		return undefined;
	}
	const keys = keysOf(state, roleKeys, grant);
	const { role: name, instanceId, expiresAt } = grant;
	const role = own(state.roles, name);
	if (keys.accessKeyId !== accessKeyId || role === undefined) {
		return undefined;
	}
	if (now >= expiresAt) {
		return "expired";
	}
	const { secret } = keys;
	const { permissions } = role;
	return { secret, permissions, name, instanceId, expiresAt };
}

const wholeSeconds = (milliseconds: number): number =>
	Math.floor(milliseconds / 1000) * 1000;

/** Keys that look like the cloud's temporary ones. */
function keysOf(
	{ secret: cloudSecret }: CloudIdentity,
	{ id, secret }: RoleKeys,
	grant: RoleGrant,
): Pick<RoleCredentials, "accessKeyId" | "secret" | "token"> {
	const token = roleToken(cloudSecret, grant);
	return {
		accessKeyId: id(keyedHash(cloudSecret, "role-key-id", token)),
		secret: secret(keyedHash(cloudSecret, "role-key-secret", token)),
		token,
	};
}
