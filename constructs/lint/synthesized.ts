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
import {
	isKnownResource,
	type LocalText,
	type MachineFacts,
	type ResourceFacts,
	readResource,
} from "./resource-facts";
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

/** Finds local values of an element's stack. */
const localTextOf =
	(element: TerraformElement): LocalText =>
	(name) => {
		const local = TerraformStack.of(element)
			.node.findAll()
			.find(
				(other): other is TerraformLocal =>
					other instanceof TerraformLocal && other.friendlyUniqueId === name,
			);
		const json: unknown =
			local &&
			Tokenization.resolve(local.toTerraform(), {
				scope: local,
				resolver: RESOLVER,
			});
		const locals = isBlock(json) ? json["locals"] : undefined;
		const text = isBlock(locals) ? locals[name] : undefined;
		return typeof text === "string" ? text : undefined;
	};

/** Whether a construct is a pair, of whichever cloud. */
export const isPair = (
	construct: IConstruct,
): construct is IConstruct & IHaPair =>
	"pairName" in construct && "design" in construct && "nodes" in construct;

/** What was read of resources: a pair reads its machines, which are looked at themselves too. */
export type ResourceCache = WeakMap<IConstruct, ResourceFacts | undefined>;

function readFacts(construct: IConstruct): ResourceFacts | undefined {
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
				...readResource(
					construct.terraformResourceType,
					block,
					localTextOf(construct),
				),
				isInPair: construct.node.scopes.some(isPair),
			};
}

/** Reads a resource of a type that some rule looks at. */
export function resourceFacts(
	construct: IConstruct,
	cache: ResourceCache,
): ResourceFacts | undefined {
	if (!cache.has(construct)) {
		cache.set(construct, readFacts(construct));
	}
	return cache.get(construct);
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
		.filter((machine): machine is MachineFacts => machine !== undefined);
	return { pair: construct, machines };
}
