import type { VpcState } from "../vpc/entities";
import type { VpcError } from "../vpc/errors";
import type { Action } from "./action";
import type { ApiError } from "./errors";
import type { ParameterProblem } from "./parameters";
import type { ApiRequest, ApiResponse } from "./request";

/** What a request says about itself, before any of it is believed. */
export interface Call {
	/** Empty when the request names none. */
	readonly action: string;
	/** Empty when the request is not signed. */
	readonly accessKeyId: string;
	/** Of a role's credentials. */
	readonly token?: string;
	readonly parameters: unknown;
}

/** How a cloud's API speaks: pure, but for what a dialect has to remember against replays. */
export interface Dialect {
	readonly actions: Readonly<Record<string, Action>>;
	/**
	 * Whether the lists show the ids of next hops through `shownId`, since no document says which id they show: the fault
	 * `other-ids` makes them others than the metadata service gives.
	 *
	 * @default false
	 */
	readonly knowsOtherIds?: boolean;
	/** Never throws: what cannot be read is left out. */
	read(request: ApiRequest): Call;
	/**
	 * Whether all is there that every request needs: version, region, a moment near `now`.
	 *
	 * @param now milliseconds since 1970
	 * @throws ApiError
	 */
	checkForm(
		request: ApiRequest,
		call: Call,
		now: number,
		state: VpcState,
	): void;
	/**
	 * What the call is about, as policies name it: its route table, or its VPC. `undefined` for actions that take no
	 * resource.
	 */
	resourceOf(call: Call, state: VpcState): string | undefined;
	/** @throws ApiError unless the request is signed with the secret */
	checkSignature(
		request: ApiRequest,
		call: Call,
		secret: string,
		now: number,
	): void;
	readonly errors: DialectErrors;
	answer(body: object, requestId: string): ApiResponse;
	/** An error's answer, in the shape that the request asks for. */
	refuse(error: ApiError, requestId: string, request: ApiRequest): ApiResponse;
}

/** A cloud's own codes, messages and HTTP statuses. */
export interface DialectErrors {
	unknownAction(action: string): ApiError;
	unknownKey(): ApiError;
	expiredKey(): ApiError;
	/** The key is good, but not for this. */
	forbidden(action: string, state: VpcState): ApiError;
	throttled(action: string): ApiError;
	/** Another change is under way. */
	taskConflict(): ApiError;
	internal(): ApiError;
	parameter(problem: ParameterProblem): ApiError;
	/** The model refused. */
	refused(error: VpcError): ApiError;
}
