import { randomUUID } from "node:crypto";
import { own } from "../../base/own";
import type { Permission } from "../../design/nexthop-permissions";
import type { VpcState } from "../vpc/entities";
import { VpcError } from "../vpc/errors";
import type { VpcService } from "../vpc/service";
import { mayCall } from "./authorization";
import type { Call, Dialect } from "./dialect";
import { ApiError } from "./errors";
import {
	DEFAULT_TIMEOUT_MILLISECONDS,
	type Faults,
	type FaultsInForce,
} from "./faults";
import type { ApiRequest, ApiResponse } from "./request";
import type { Settling } from "./settling";
import type { StateHistory } from "./state-history";

/** What is known about credentials that a request names. */
export type RecognizeCredentials = (
	state: VpcState,
	accessKeyId: string,
	token: string | undefined,
	now: number,
) =>
	| { readonly secret: string; readonly permissions: readonly Permission[] }
	| "expired"
	| undefined;

/** What stands behind a dialect. */
export interface Backend {
	readonly dialect: Dialect;
	readonly service: VpcService;
	readonly recognize: RecognizeCredentials;
	readonly faults: Faults;
	readonly history: StateHistory;
	readonly settling: Settling;
	/** Milliseconds that each request takes at least. */
	readonly latencyMilliseconds: number;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Rejects when the client has gone. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** Told about what the double itself did wrong. */
	readonly onError: (error: unknown) => void;
}

/** What came of a request. */
export interface HandledCall {
	/** Without it, the connection is to be broken. */
	readonly response?: ApiResponse;
	readonly requestId: string;
	readonly call: Call;
	/** The cloud's error code; empty when all went well. */
	readonly code: string;
}

/** Does what a request asks for, as the cloud would, or as the faults that are in force make it. */
export async function handle(
	request: ApiRequest,
	backend: Backend,
): Promise<HandledCall> {
	const { dialect, faults, latencyMilliseconds, sleep } = backend;
	const requestId = randomUUID();
	const call = dialect.read(request);
	const outcome = { requestId, call };
	const inForce = faults.inForceFor(
		call.action,
		dialect.actions[call.action]?.mutates ?? false,
	);
	const delay = latencyMilliseconds + (inForce.latency?.milliseconds ?? 0);
	if (delay > 0) {
		await sleep(delay);
	}
	if (inForce.timeout !== undefined) {
		await sleep(inForce.timeout.milliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS);
		return { ...outcome, code: "(no answer)" };
	}
	try {
		const answer = await carryOut(request, call, inForce, backend);
		return inForce["lost-answer"] === undefined
			? { ...outcome, response: dialect.answer(answer, requestId), code: "" }
			: { ...outcome, code: "(answer lost)" };
	} catch (error) {
		const refusal = refusalOf(error, backend);
		return {
			...outcome,
			response: dialect.refuse(refusal, requestId, request),
			code: refusal.code,
		};
	}
}

function refusalOf(error: unknown, { dialect, onError }: Backend): ApiError {
	if (error instanceof ApiError) {
		return error;
	}
	if (error instanceof VpcError) {
		return dialect.errors.refused(error);
	}
	onError(error);
	return dialect.errors.internal();
}

async function carryOut(
	request: ApiRequest,
	call: Call,
	inForce: FaultsInForce,
	backend: Backend,
): Promise<object> {
	const { dialect, service, history, settling, now } = backend;
	const { errors } = dialect;
	if (inForce["server-error"] !== undefined) {
		throw errors.internal();
	}
	if (inForce.throttle !== undefined) {
		throw errors.throttled(call.action);
	}
	const action = own(dialect.actions, call.action);
	dialect.checkForm(request, call, now(), service.state);
	if (action === undefined) {
		throw errors.unknownAction(call.action);
	}
	if (inForce["expired-credential"] !== undefined) {
		throw errors.expiredKey();
	}
	authorize(request, call, backend);
	if (inForce["task-conflict"] !== undefined) {
		throw errors.taskConflict();
	}
	history.note(service.state, now());
	const stale = inForce["stale-read"]?.milliseconds ?? 0;
	return action.run(call.parameters, {
		state: history.at(now() - stale) ?? service.state,
		shownId: (id) =>
			inForce["other-ids"] === undefined ? id : `instance/${id}`,
		current: () => service.state,
		parameterError: errors.parameter,
		async execute(command) {
			const events = await service.execute(command);
			history.note(service.state, now());
			settling.follow(events);
			return events;
		},
	});
}

/** @throws ApiError unless the request is signed with a good key, and the key is good for the action on its resource */
function authorize(
	request: ApiRequest,
	call: Call,
	{ dialect, service, recognize, now }: Backend,
): void {
	const { errors } = dialect;
	const found = recognize(service.state, call.accessKeyId, call.token, now());
	if (found === undefined) {
		throw errors.unknownKey();
	}
	if (found === "expired") {
		throw errors.expiredKey();
	}
	dialect.checkSignature(request, call, found.secret, now());
	const resource = dialect.resourceOf(call, service.state);
	if (!mayCall(found.permissions, call.action, resource)) {
		throw errors.forbidden(call.action, service.state);
	}
}
