import type { ProbeSample } from "../../../ports/probe-sample";
import type { Finding } from "../../log/finding";
import { NOBODY } from "../../log/nobody";
import type { AddressView, DrillView } from "../drill-view";
import { type Audit, verdictOn } from "./audit";

/** On a busy computer some requests in a row may be lost; all of a whole second are no accident. */
const LAST_NS = 1e9;

/** Who answered the last requests; undefined when nobody did. */
const lastAnswer = (samples: readonly ProbeSample[]): string | undefined => {
	const endNs = samples.at(-1)?.intendedNs ?? 0;
	return samples.findLast(
		({ node, intendedNs }) =>
			node !== undefined && intendedNs >= endNs - LAST_NS,
	)?.node;
};

/** A drill waits for so long after the takeover before it looks around and heals. */
const SETTLED_NS = 0.5e9;

/** The vantage points that nobody answered while the fault lasted, when the one that decides was served already. */
function leftBehind(
	{ drill, faultNs, healNs }: DrillView,
	{ address, seen }: AddressView,
): readonly Finding[] {
	const { outcome, twoMastersUntilHealed } = drill.expectation;
	if (
		(outcome !== "takeover" && outcome !== "unnoticed") ||
		twoMastersUntilHealed
	) {
		return [];
	}
	const settled = seen.map(({ vantage, samples }) => ({
		vantage,
		last: samples.filter(
			({ intendedNs }) =>
				intendedNs >= Math.max(faultNs, healNs - SETTLED_NS) &&
				intendedNs < healNs,
		),
	}));
	const served = settled[0]?.last.some(({ node }) => node !== undefined);
	return settled
		.filter(
			({ last }) =>
				served &&
				last.length > 0 &&
				last.every(({ node }) => node === undefined),
		)
		.map(({ vantage }) => ({
			kind: "unanswered-until-healing",
			address,
			vantage,
		}));
}

/** While the fault lasts and at the end every vantage point finds the master of every address: nobody is left behind with an old way. */
export const everybodyFindsTheMaster: Audit = (view) => {
	const after = view.snapshots("after");
	const complaints = view.addresses.flatMap((own): readonly Finding[] => {
		const { address, instance, seen } = own;
		const masters = after
			.filter(({ states }) => states[instance] === "MASTER")
			.map(({ machine }) => machine);
		const atEnd = seen.flatMap(({ vantage, samples }): readonly Finding[] => {
			if (samples.length === 0) {
				return [{ kind: "nobody-asked", address, vantage }];
			}
			const node = lastAnswer(samples);
			// Without one master there is nobody to find: that is another audit's matter.
			const found =
				node !== undefined && (masters.length !== 1 || masters[0] === node);
			return found
				? []
				: [{ kind: "answers-at-end", address, vantage, node: node ?? NOBODY }];
		});
		return [...leftBehind(view, own), ...atEnd];
	});
	return verdictOn(
		view,
		"everybody-finds-master",
		complaints,
		{ kind: "all-find-master" },
		view.faultNs,
	);
};
