/** A set of an nftables table. In a map an element reads `key : value`. */
export interface NftSet {
	readonly kind: "set" | "map";
	/** The declaration, e.g. `type ipv4_addr; flags interval;`. */
	readonly declaration: string;
	/** Sorted and without repetition. */
	readonly elements: readonly string[];
}

export interface NftChain {
	/** What makes it a base chain, e.g. `type filter hook forward priority filter; policy accept;`. */
	readonly hook?: string;
	readonly rules: readonly string[];
}

/** An nftables table as plain data, so that two of them can be compared. */
export interface NftTable {
	readonly family: "bridge" | "ip";
	readonly name: string;
	readonly sets: Readonly<Record<string, NftSet>>;
	readonly chains: Readonly<Record<string, NftChain>>;
}

/** A set or map with these elements, in a fixed order. */
export function nftSet(
	kind: NftSet["kind"],
	declaration: string,
	elements: readonly string[],
): NftSet {
	return { kind, declaration, elements: [...new Set(elements)].sort() };
}

/** Text for `nft -f` that makes exactly these tables, whatever tables of these names there are; all of it at once. */
export function renderTables(tables: readonly NftTable[]): string {
	return tables
		.flatMap((table) => [
			// nft cannot delete what is not there.
			`table ${path(table)}`,
			`delete table ${path(table)}`,
			`table ${path(table)} {`,
			...Object.entries(table.sets).flatMap(([name, set]) => [
				`\t${set.kind} ${name} {`,
				`\t\t${set.declaration}`,
				...(set.elements.length > 0
					? [`\t\telements = { ${set.elements.join(", ")} }`]
					: []),
				"\t}",
			]),
			...Object.entries(table.chains).flatMap(([name, chain]) => [
				`\tchain ${name} {`,
				...(chain.hook ? [`\t\t${chain.hook}`] : []),
				...chain.rules.map((rule) => `\t\t${rule}`),
				"\t}",
			]),
			"}",
		])
		.map((line) => `${line}\n`)
		.join("");
}

/**
 * Text for `nft -f` that turns one version of some tables into the next, all of it at once; empty when they are equal.
 * Counters of what stays go on counting.
 *
 * @param before the same tables in the same order: only elements, and chains without a hook, may differ
 */
export function tableChanges(
	before: readonly NftTable[],
	after: readonly NftTable[],
): string {
	return after
		.flatMap((table, index) => {
			const old = before[index];
			return old ? changesOf(old, table) : [];
		})
		.map((line) => `${line}\n`)
		.join("");
}

/** Elements lead to chains: a chain comes before the first element that leads to it and goes after the last one. */
function changesOf(before: NftTable, after: NftTable): readonly string[] {
	const at = path(after);
	const changed = Object.entries(after.chains).filter(
		([name, { rules }]) => !equal(before.chains[name]?.rules, rules),
	);
	const gone = Object.keys(before.chains).filter(
		(name) => !(name in after.chains),
	);
	return [
		...changed.map(([name]) =>
			name in before.chains
				? `flush chain ${at} ${name}`
				: `add chain ${at} ${name}`,
		),
		...gone.map((name) => `flush chain ${at} ${name}`),
		...changed.flatMap(([name, { rules }]) =>
			rules.map((rule) => `add rule ${at} ${name} ${rule}`),
		),
		...Object.entries(after.sets).flatMap(([name, set]) => {
			const old = before.sets[name]?.elements ?? [];
			const removed = without(old, set.elements).map(keyOf);
			const added = without(set.elements, old);
			return [
				...elements("delete", `${at} ${name}`, removed),
				...elements("add", `${at} ${name}`, added),
			];
		}),
		...gone.map((name) => `delete chain ${at} ${name}`),
	];
}

function elements(
	verb: "add" | "delete",
	set: string,
	list: readonly string[],
): readonly string[] {
	return list.length > 0
		? [`${verb} element ${set} { ${list.join(", ")} }`]
		: [];
}

function path({ family, name }: NftTable): string {
	return `${family} ${name}`;
}

function keyOf(element: string): string {
	return element.split(" : ")[0] ?? element;
}

function without(
	list: readonly string[],
	other: readonly string[],
): readonly string[] {
	const known = new Set(other);
	return list.filter((item) => !known.has(item));
}

function equal(
	left: readonly string[] | undefined,
	right: readonly string[],
): boolean {
	return (
		left?.length === right.length &&
		left.every((item, index) => item === right[index])
	);
}
