import type { VpcState } from "../vpc/entities";
import type { FabricPlan } from "./fabric-plan";
import { type FabricRules, fabricRules, ROUTE_PROTOCOL } from "./fabric-rules";
import type { NetworkRun } from "./network-run";
import { renderTables, tableChanges } from "./table";

type Entries = Readonly<Record<string, string>>;

/** How `ip` is told about a list of the rules. */
interface IpList {
	readonly namespace: "switch" | "router";
	readonly entries: (rules: FabricRules) => Entries;
	/** Shows what there is, one a line. */
	readonly show: string;
	/** How many words at the beginning of a shown line tell which one it is. */
	readonly keyWords: number;
	readonly replace: string;
	readonly remove: (key: string) => string;
}

const PROXIES: IpList = {
	namespace: "switch",
	entries: ({ proxies }) => proxies,
	show: "neighbour show nud permanent",
	keyWords: 3,
	replace: "neighbour replace",
	remove: (key) => `neighbour delete ${key}`,
};

const ROUTES: IpList = {
	namespace: "router",
	entries: ({ routes }) => routes,
	show: `route show proto ${ROUTE_PROTOCOL}`,
	keyWords: 1,
	replace: "route replace",
	remove: (key) => `route delete ${key} proto ${ROUTE_PROTOCOL}`,
};

/** Keeps the fabric as the cloud's state says, whatever it obeyed before. */
export class FabricFollower {
	/** What the fabric obeys; unknown at first and after a failure. */
	private applied: FabricRules | undefined;
	private last: Promise<void> = Promise.resolve();

	constructor(
		private readonly run: NetworkRun,
		private readonly fabric: FabricPlan,
	) {}

	/**
	 * Make the fabric follow a state; states are applied in the order of the calls. Only what differs from the one before is
	 * touched, each packet filter at once. Where somebody else changed the fabric meanwhile, everything is made anew.
	 *
	 * @throws LocalLabError when the network refuses that too
	 */
	apply(state: VpcState): Promise<void> {
		const next = this.last.then(() => this.follow(state));
		this.last = next.catch(() => {});
		return next;
	}

	private async follow(state: VpcState): Promise<void> {
		const before = this.applied;
		const after = fabricRules(state, this.fabric);
		this.applied = undefined;
		const fromScratch = () => this.change(undefined, after);
		await (before
			? this.change(before, after).catch(fromScratch)
			: fromScratch());
		this.applied = after;
	}

	private async change(
		before: FabricRules | undefined,
		after: FabricRules,
	): Promise<void> {
		// The switch first: who gets packets by a new route must be allowed to answer.
		for (const [namespace, list] of [
			["switch", PROXIES],
			["router", ROUTES],
		] as const) {
			await Promise.all([
				this.changeTables(namespace, before, after),
				this.changeList(list, before, after),
			]);
		}
	}

	private async changeTables(
		namespace: "switch" | "router",
		before: FabricRules | undefined,
		after: FabricRules,
	): Promise<void> {
		const script = before
			? tableChanges(before[namespace], after[namespace])
			: renderTables(after[namespace]);
		if (script) {
			await this.run(namespace, "nft", script);
		}
	}

	private async changeList(
		list: IpList,
		before: FabricRules | undefined,
		after: FabricRules,
	): Promise<void> {
		const wanted = list.entries(after);
		const known: Partial<Entries> = before
			? list.entries(before)
			: await this.shown(list);
		const batch = [
			...Object.entries(wanted)
				.filter(([key, entry]) => known[key] !== entry)
				.map(([, entry]) => `${list.replace} ${entry}`),
			...Object.keys(known)
				.filter((key) => !(key in wanted))
				.map(list.remove),
		];
		if (batch.length > 0) {
			await this.run(list.namespace, "ip", `${batch.join("\n")}\n`);
		}
	}

	/** What an earlier follower left: the keys, without their entries. */
	private async shown(list: IpList): Promise<Partial<Entries>> {
		const output = await this.run(list.namespace, "ip", `${list.show}\n`);
		return Object.fromEntries(
			output
				.split("\n")
				.filter(Boolean)
				.map((line) => [line.split(" ").slice(0, list.keyWords).join(" "), ""]),
		);
	}
}
