import { z } from "zod";
import type { Known } from "../../base/known";
import { securityRules } from "../../plan/security-rules";
import {
	accessKey,
	eip,
	eipTarget,
	haVip,
	instance,
	natGateway,
	port,
	role,
	route,
	routeTable,
	securityGroup,
	subnet,
	vpc,
} from "./entities";

/** Milliseconds since 1970. */
const at = z.number();

const haVipAndInstance = { at, haVipId: z.string(), instanceId: z.string() };

/** What has happened. The state is a function of the cloud's identity and of these. */
export const vpcEvent = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("vpc-created"), at, vpc }),
	z.strictObject({ type: z.literal("subnet-created"), at, subnet }),
	z.strictObject({ type: z.literal("route-table-created"), at, routeTable }),
	z.strictObject({
		type: z.literal("security-group-created"),
		at,
		securityGroup,
	}),
	z.strictObject({
		type: z.literal("security-rules-replaced"),
		at,
		securityGroupId: z.string(),
		rules: securityRules,
	}),
	z.strictObject({ type: z.literal("instance-created"), at, instance, port }),
	/** The route as it is now: created, changed, switched on or off, under way or settled. */
	z.strictObject({ type: z.literal("route-created"), at, route }),
	z.strictObject({ type: z.literal("route-changed"), at, route }),
	z.strictObject({
		type: z.literal("route-deleted"),
		at,
		routeId: z.string(),
	}),
	z.strictObject({ type: z.literal("havip-created"), at, haVip }),
	z.strictObject({
		type: z.enum(["havip-attached", "havip-detached"]),
		...haVipAndInstance,
	}),
	z.strictObject({
		type: z.literal("havip-announced"),
		...haVipAndInstance,
		/** False when the owner only said it again. */
		moved: z.boolean(),
	}),
	z.strictObject({ type: z.literal("eip-allocated"), at, eip }),
	z.strictObject({
		type: z.literal("eip-associated"),
		at,
		eipId: z.string(),
		target: eipTarget,
	}),
	z.strictObject({
		type: z.literal("eip-disassociated"),
		at,
		eipId: z.string(),
	}),
	z.strictObject({ type: z.literal("nat-gateway-created"), at, natGateway }),
	z.strictObject({ type: z.literal("role-created"), at, role }),
	z.strictObject({ type: z.literal("access-key-created"), at, accessKey }),
]);
export type VpcEvent = Known<z.infer<typeof vpcEvent>>;

/** A change of the state, before it has a time. */
export type VpcChange = Untimed<VpcEvent>;

type Untimed<Event> = Event extends unknown ? Omit<Event, "at"> : never;
