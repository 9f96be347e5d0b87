import { shown } from "../base/shown";
import type { CloudId } from "./capabilities";

/** How a cloud names its zones, and the ones that are used when the settings name none. */
interface Regions {
	/** The region that is used when none is named. */
	readonly first: string;
	/** A zone of each region that is known. Which machines it sells is another matter. */
	readonly zones: Readonly<Record<string, string>>;
	/** What a zone's name has behind its region's. */
	readonly zoneSuffix: RegExp;
	/** How a zone's name comes from its region's, for people. */
	readonly convention: string;
	/** An example of a zone's name in a region. */
	readonly example: (region: string) => string;
}

/**
 * The clouds' regions. New ones open now and then: one that is not here needs its zone named.
 *
 * Sources: Tencent documents 213/6091 and 457/36736, "Regions and Availability Zones", without the zones that it calls
 * sold out; Alibaba document "Regions and zones"; Kingsoft Cloud's provider, whose zones are the region's name and a
 * letter from `a` on.
 */
const REGIONS: Readonly<Record<CloudId, Regions>> = {
	tencentcloud: {
		first: "ap-guangzhou",
		zones: {
			"ap-guangzhou": "ap-guangzhou-6",
			"ap-shanghai": "ap-shanghai-5",
			"ap-nanjing": "ap-nanjing-3",
			"ap-beijing": "ap-beijing-7",
			"ap-chengdu": "ap-chengdu-2",
			"ap-chongqing": "ap-chongqing-1",
			"ap-hongkong": "ap-hongkong-3",
			"ap-singapore": "ap-singapore-2",
			"ap-seoul": "ap-seoul-2",
			"ap-tokyo": "ap-tokyo-2",
			"ap-bangkok": "ap-bangkok-2",
			"na-siliconvalley": "na-siliconvalley-2",
			"na-ashburn": "na-ashburn-2",
			"eu-frankfurt": "eu-frankfurt-1",
		},
		zoneSuffix: /^-\d+$/,
		convention: "the region's name and a number",
		example: (region) => `${region}-3`,
	},
	alicloud: {
		first: "cn-hangzhou",
		zones: {
			"cn-hangzhou": "cn-hangzhou-j",
			"cn-shanghai": "cn-shanghai-b",
			"cn-qingdao": "cn-qingdao-c",
			"cn-beijing": "cn-beijing-h",
			"cn-zhangjiakou": "cn-zhangjiakou-a",
			"cn-huhehaote": "cn-huhehaote-a",
			"cn-wulanchabu": "cn-wulanchabu-a",
			"cn-shenzhen": "cn-shenzhen-d",
			"cn-heyuan": "cn-heyuan-a",
			"cn-guangzhou": "cn-guangzhou-a",
			"cn-chengdu": "cn-chengdu-a",
			"cn-hongkong": "cn-hongkong-b",
			"ap-southeast-1": "ap-southeast-1a",
			"ap-southeast-3": "ap-southeast-3a",
			"ap-southeast-5": "ap-southeast-5a",
			"ap-southeast-6": "ap-southeast-6a",
			"ap-southeast-7": "ap-southeast-7a",
			"ap-northeast-1": "ap-northeast-1a",
			"ap-northeast-2": "ap-northeast-2a",
			"us-west-1": "us-west-1a",
			"us-east-1": "us-east-1a",
			"eu-central-1": "eu-central-1a",
			"eu-west-1": "eu-west-1a",
			"me-east-1": "me-east-1a",
		},
		// Regions in China name their zones with a hyphen (cn-hangzhou-k), some others without (ap-southeast-1a).
		zoneSuffix: /^-?[a-z]$/,
		convention: "the region's name and a letter",
		example: (region) => `${region}${/\d$/.test(region) ? "" : "-"}a`,
	},
	ksyun: {
		first: "cn-beijing-6",
		zones: {
			"cn-beijing-6": "cn-beijing-6a",
			"cn-shanghai-2": "cn-shanghai-2a",
			"cn-guangzhou-1": "cn-guangzhou-1a",
			"cn-hongkong-2": "cn-hongkong-2a",
			"ap-singapore-1": "ap-singapore-1a",
			"eu-east-1": "eu-east-1a",
		},
		zoneSuffix: /^[a-z]$/,
		convention: "the region's name and a letter",
		example: (region) => `${region}a`,
	},
};

/** The region that a lab is in when its settings name none. */
export const defaultRegion = (cloud: CloudId): string => REGIONS[cloud].first;

/** The regions of a cloud of which a zone is known. */
export const knownRegions = (cloud: CloudId): readonly string[] =>
	Object.keys(REGIONS[cloud].zones);

/** A zone of a region, or undefined for a region of which none is known. */
export const defaultZone = (
	cloud: CloudId,
	region: string,
): string | undefined =>
	new Map(Object.entries(REGIONS[cloud].zones)).get(region);

/** What is wrong with a zone, as far as its name tells: whether it belongs to the region. */
export function zoneProblem(
	cloud: CloudId,
	zone: string,
	region: string,
): string | undefined {
	const { zoneSuffix, convention, example } = REGIONS[cloud];
	return zone.startsWith(region) && zoneSuffix.test(zone.slice(region.length))
		? undefined
		: `${shown(zone)} is not in the region ${shown(region)}; a zone is ${convention}, e.g. ${example(region)}`;
}
