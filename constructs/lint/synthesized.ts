import {
	DefaultTokenResolver,
	StringConcat,
	type TerraformElement,
	TerraformLocal,
	TerraformOutput,
	TerraformResource,
	TerraformStack,
	Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import type { IHaPair } from "../ha-pair";
import { type Block, isBlock } from "./block";
import { isKnownResource, readResource } from "./read-resource";
import type { MachineResource, ResourceFacts } from "./resource-facts";
import type { OutputFacts, PairFacts } from "./rule";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** The one block that an element becomes, tokens filled in; `kind` is `resource` or `output`. */
function blockOf(element: TerraformElement, kind: string): Block | undefined {
	const json: unknown = Tokenization.resolve(element.toTerraform(), {
		scope: element,
		resolver: RESOLVER,
	});
	let block = isBlock(json) ? json[kind] : undefined;
	// resource → type → id → block, output → id → block
	for (let depth = kind === "resource" ? 2 : 1; depth > 0; depth--) {
		block = isBlock(block) ? Object.values(block)[0] : undefined;
	}
	return isBlock(block) ? block : undefined;
}

/** The local values of a stack, by their names. */
function localsOf(stack: TerraformStack): ReadonlyMap<string, TerraformLocal> {
	return new Map(
		stack.node
			.findAll()
			.filter((element) => element instanceof TerraformLocal)
			.map((local) => [local.friendlyUniqueId, local]),
	);
}

/** The text of a local value, tokens filled in. */
function textOfLocal(local: TerraformLocal): string | undefined {
	const json: unknown = Tokenization.resolve(local.toTerraform(), {
		scope: local,
		resolver: RESOLVER,
	});
	const locals = isBlock(json) ? json["locals"] : undefined;
	const text = isBlock(locals) ? locals[local.friendlyUniqueId] : undefined;
	return typeof text === "string" ? text : undefined;
}

/** Whether a construct is a pair, of whichever cloud. */
export const isPair = (
	construct: IConstruct,
): construct is IConstruct & IHaPair =>
	"pairName" in construct && "design" in construct && "nodes" in construct;

/** What was read already. */
export class ResourceCache {
	/** A pair reads its machines, which are looked at themselves too. */
	readonly resources = new WeakMap<IConstruct, ResourceFacts | undefined>();
	/** All machines of a stack refer to local values of it. */
	private readonly locals = new WeakMap<
		TerraformStack,
		ReadonlyMap<string, TerraformLocal>
	>();

	/** Finds the text of a local value of a stack. */
	textOf(stack: TerraformStack, name: string): string | undefined {
		let local = this.locals.get(stack)?.get(name);
		if (local === undefined) {
			// An aspect may have added it since the stack was read.
			const locals = localsOf(stack);
			this.locals.set(stack, locals);
			local = locals.get(name);
		}
		return local && textOfLocal(local);
	}
}

function readFacts(
	construct: IConstruct,
	cache: ResourceCache,
): ResourceFacts | undefined {
	if (
		!TerraformResource.isTerraformResource(construct) ||
		!isKnownResource(construct.terraformResourceType)
	) {
		return undefined;
	}
	const block = blockOf(construct, "resource");
	return block === undefined
		? undefined
		: {
				...readResource(construct.terraformResourceType, block, (name) =>
					cache.textOf(TerraformStack.of(construct), name),
				),
				isInPair: construct.node.scopes.some(isPair),
			};
}

/** Reads a resource of a type that some rule looks at. */
export function resourceFacts(
	construct: IConstruct,
	cache: ResourceCache,
): ResourceFacts | undefined {
	if (!cache.resources.has(construct)) {
		cache.resources.set(construct, readFacts(construct, cache));
	}
	return cache.resources.get(construct);
}

/** Reads an output. */
export function outputFacts(construct: IConstruct): OutputFacts | undefined {
	if (!TerraformOutput.isTerraformOutput(construct)) {
		return undefined;
	}
	return {
		name: construct.node.id,
		value: blockOf(construct, "output")?.["value"],
	};
}

/** Reads a pair. */
export function pairFacts(
	construct: IConstruct,
	cache: ResourceCache,
): PairFacts | undefined {
	if (!isPair(construct)) {
		return undefined;
	}
	const machines = construct.node
		.findAll()
		.map((child) => resourceFacts(child, cache)?.machine)
		.filter((machine): machine is MachineResource => machine !== undefined);
	return { pair: construct, machines };
}
