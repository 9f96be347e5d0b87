import {
	DefaultTokenResolver,
	StringConcat,
	TerraformElement,
	TerraformStack,
	Tokenization,
} from "cdktf";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** A number so large stands for a token: cdktf encodes numbers that Terraform is to fill in as such. */
const LARGEST_PLAIN_NUMBER = 1e200;
/** What the text of a token, or of an encoded number within a text, has and no other text of ours. */
const TOKEN_TEXT = /TfToken\[|\de\+\d{3}/;

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" &&
	value !== null &&
	Object.getPrototypeOf(value) === Object.prototype;

/** Whether a value has no token in it, so that cdktf has nothing to resolve. */
function isTokenFree(value: unknown): boolean {
	if (typeof value === "string") {
		return !TOKEN_TEXT.test(value);
	}
	if (typeof value === "number") {
		return Math.abs(value) < LARGEST_PLAIN_NUMBER;
	}
	if (Array.isArray(value)) {
		return value.every(isTokenFree);
	}
	if (isPlainObject(value)) {
		return Object.entries(value).every(
			([key, child]) => !TOKEN_TEXT.test(key) && isTokenFree(child),
		);
	}
	return (
		typeof value === "boolean" ||
		typeof value === "symbol" ||
		value === null ||
		value === undefined
	);
}

/** Removes the keys without a value from plain objects, deeply. */
function withoutUndefined(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.filter((child) => child !== undefined).map(withoutUndefined);
	}
	if (!isPlainObject(value)) {
		return value;
	}
	const result: Record<string, unknown> = {};
	for (const [key, child] of Object.entries(value)) {
		if (child !== undefined) {
			result[key] = withoutUndefined(child);
		}
	}
	return result;
}

/** How deep the fragments of different elements share keys: `resource`, its type, its name. */
const SHARED_DEPTH = 2;

/**
 * Values without tokens, put aside while cdktf resolves a stack: it would look through each of them twice. A symbol
 * stands in for each, which cdktf takes for a primitive value and leaves alone.
 */
class PutAside {
	private readonly values = new Map<symbol, unknown>();

	/** Puts aside what has no token. Keys without a value are left out. */
	take(value: unknown): unknown {
		if (isTokenFree(value)) {
			if (typeof value !== "object" && typeof value !== "string") {
				return value;
			}
			const standIn = Symbol("put aside");
			this.values.set(standIn, withoutUndefined(value));
			return standIn;
		}
		if (Array.isArray(value)) {
			// A list of one token's text stands for the list that the token gives.
			return value.every((child) => typeof child === "string")
				? value
				: value.map((child) => this.take(child));
		}
		return isPlainObject(value) ? this.takeEach(value) : value;
	}

	/** Puts aside the values of an object whose own keys must stay, since others are merged into it. */
	takeEach(value: Record<string, unknown>, depth = 0): Record<string, unknown> {
		const result: Record<string, unknown> = {};
		for (const [key, child] of Object.entries(value)) {
			if (child === undefined) {
				continue;
			}
			result[key] =
				depth > 0 && isPlainObject(child)
					? this.takeEach(child, depth - 1)
					: this.take(child);
		}
		return result;
	}

	/** Puts aside the values of what one element becomes. */
	takeFragment(fragment: unknown): unknown {
		return isPlainObject(fragment)
			? this.takeEach(fragment, SHARED_DEPTH)
			: fragment;
	}

	/** Puts everything back in its place. */
	restore(value: unknown): unknown {
		if (typeof value === "symbol") {
			return this.restore(this.values.get(value));
		}
		if (Array.isArray(value)) {
			return value.map((child) => this.restore(child));
		}
		if (!isPlainObject(value)) {
			return value;
		}
		const result: Record<string, unknown> = {};
		for (const [key, child] of Object.entries(value)) {
			result[key] = this.restore(child);
		}
		return result;
	}
}

/**
 * Runs `work` without cdktf's stack traces of tokens. cdktf records a complete one with every token, for the message of
 * an error that is about that token; under a transpiler with source maps they are two thirds of a synthesis. Errors
 * keep theirs. `HALAB_DEBUG=1` records all of them.
 *
 * @param work synchronous: until it returns, `Error.captureStackTrace` gives no trace to what is no error
 * @returns what `work` returns
 */
export function withoutTokenTraces<T>(work: () => T): T {
	const { HALAB_DEBUG } = process.env;
	if (HALAB_DEBUG !== undefined) {
		return work();
	}
	const capture = Error.captureStackTrace;
	Error.captureStackTrace = (target, below) => {
		if (target instanceof Error) {
			capture(target, below);
		}
	};
	try {
		return work();
	} finally {
		Error.captureStackTrace = capture;
	}
}

/**
 * A stack that synthesizes the same JSON as any other in half the time. For apps of many stacks, a class of learners
 * with one each, that do not refer to each other: references between stacks do not work.
 */
export class LeanStack extends TerraformStack {
	private hasOverrides = false;

	override addOverride(path: string, value: unknown): void {
		this.hasOverrides = true;
		super.addOverride(path, value);
	}

	/**
	 * Before it synthesizes anything, cdktf renders every stack once to find references between stacks. That is left
	 * out.
	 */
	override prepareStack(): void {
		this.ensureBackendExists();
	}

	/**
	 * cdktf resolves every fragment twice, value by value, and most values have nothing to resolve: these are put aside
	 * meanwhile, and what was resolved once is put aside too. An override of the whole stack could reach into one of
	 * them, so then it all goes the usual way.
	 */
	override toTerraform(): unknown {
		if (this.hasOverrides) {
			return withoutTokenTraces(() => super.toTerraform());
		}
		const putAside = new PutAside();
		const elements = this.node
			.findAll()
			.filter(
				(element): element is TerraformElement =>
					element !== this && TerraformElement.isTerraformElement(element),
			);
		for (const element of elements) {
			const render = element.toTerraform.bind(element);
			element.toTerraform = () => {
				const resolved: unknown = Tokenization.resolve(
					putAside.takeFragment(render()),
					{ scope: this, resolver: RESOLVER },
				);
				return putAside.takeFragment(resolved);
			};
		}
		try {
			return putAside.restore(withoutTokenTraces(() => super.toTerraform()));
		} finally {
			for (const element of elements) {
				Reflect.deleteProperty(element, "toTerraform");
			}
		}
	}
}
