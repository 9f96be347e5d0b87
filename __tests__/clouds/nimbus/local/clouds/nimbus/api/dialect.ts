import { z } from "zod";
import { changing, describing } from "../../../api/action";
import type { Dialect, DialectErrors } from "../../../api/dialect";
import { ApiError } from "../../../api/errors";
import { textIn } from "../../../api/parameters";
import { jsonResponse } from "../../../api/request";
import { hmac, sameSignature } from "../../../api/signature";

const apiError = (code: string, message = code): ApiError =>
	new ApiError(code, message, 400);

const errors: DialectErrors = {
	unknownAction: (action) => apiError("NoAction", action),
	unknownKey: () => apiError("NoKey"),
	expiredKey: () => apiError("Expired"),
	forbidden: (action) => apiError("Forbidden", action),
	throttled: () => apiError("Slower"),
	taskConflict: () => apiError("Busy"),
	internal: () => apiError("Broken"),
	parameter: ({ name, message }) =>
		apiError("Parameter", `${name}: ${message}`),
	refused: ({ code, message }) => apiError(code, message),
};

const listRoutes = describing(
	z.object({ table: z.string(), destination: z.string() }),
	({ table, destination }, { state, shownId }) => ({
		routes: Object.values(state.routes)
			.filter(
				(route) =>
					route.routeTableId === table && route.destination === destination,
			)
			.map(({ id, nextHop }) => ({
				id,
				hop: nextHop.kind === "instance" ? shownId(nextHop.instanceId) : "",
			})),
	}),
);

const moveRoute = changing(
	z.object({ id: z.string(), to: z.string() }),
	async ({ id, to }, { execute }) => {
		await execute({
			type: "replace-route",
			routeId: id,
			nextHop: { kind: "instance", instanceId: to },
		});
		return {};
	},
);

const ACTIONS = { ListRoutes: listRoutes, MoveRoute: moveRoute };

/** Nimbus Cloud's VPC API: a form of JSON, signed with its bytes. */
export const nimbusApi = (): Dialect => ({
	actions: ACTIONS,
	knowsOtherIds: true,
	read: ({ headers, body }) => ({
		action: headers["x-nimbus-action"] ?? "",
		accessKeyId: headers["x-nimbus-key"] ?? "",
		token: headers["x-nimbus-token"] ?? "",
		parameters: JSON.parse(body.toString("utf8") || "{}"),
	}),
	checkForm() {},
	resourceOf({ action, parameters }, { region, routes }) {
		const table = routes[textIn(parameters, "id")]?.routeTableId;
		return action === "MoveRoute"
			? `nimbus:${region}:table/${table}`
			: undefined;
	},
	checkSignature({ headers, body }, { action }, secret) {
		const signature = hmac("sha256", secret, `${action}\n${body}`);
		if (
			!sameSignature(
				headers["x-nimbus-signature"] ?? "",
				signature.toString("hex"),
			)
		) {
			throw apiError("Signature");
		}
	},
	errors,
	answer: (body) => jsonResponse(200, body),
	refuse: ({ code, message, status }) =>
		jsonResponse(status, { error: code, message }),
});
