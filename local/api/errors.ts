/** What an API answers instead of doing what it was asked: a cloud's own code, message and HTTP status. */
export class ApiError extends Error {
	override readonly name = "ApiError";

	constructor(
		readonly code: string,
		message: string,
		readonly status: number,
	) {
		super(message);
	}
}
