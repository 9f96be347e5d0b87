import { shown } from "../base/shown";
import { CLOUDS, type CloudId } from "./clouds";

/** The region that a lab is in when its settings name none. */
export const defaultRegion = (cloud: CloudId): string =>
	CLOUDS[cloud].regions.first;

/** The regions of a cloud of which a zone is known. */
export const knownRegions = (cloud: CloudId): readonly string[] =>
	Object.keys(CLOUDS[cloud].regions.zones);

/** A zone of a region, or undefined for a region of which none is known. */
export const defaultZone = (
	cloud: CloudId,
	region: string,
): string | undefined =>
	new Map(Object.entries(CLOUDS[cloud].regions.zones)).get(region);

/** What is wrong with a zone, as far as its name tells: whether it belongs to the region. */
export function zoneProblem(
	cloud: CloudId,
	zone: string,
	region: string,
): string | undefined {
	const { zoneSuffix, convention, example } = CLOUDS[cloud].regions;
	return zone.startsWith(region) && zoneSuffix.test(zone.slice(region.length))
		? undefined
		: `${shown(zone)} is not in the region ${shown(region)}; a zone is ${convention}, e.g. ${example(region)}`;
}
