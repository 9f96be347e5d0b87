import { expect, it } from "vitest";
import { keywordOf } from "../../../keepalived/keywords/directive";

it.each([
	["advertInt", "advert_int"],
	["notifyMasterRxLowerPri", "notify_master_rx_lower_pri"],
	["vrrpMcastGroup4", "vrrp_mcast_group4"],
	["state", "state"],
])("turns %s into %s", (property, keyword) => {
	expect(keywordOf(property)).toBe(keyword);
});
