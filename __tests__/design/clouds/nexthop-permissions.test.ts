import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLOUD_IDS, CLOUDS } from "../../../design/clouds";

const DRIVERS = join(__dirname, "../../../userdata/files/nexthop");

test.each(
	CLOUD_IDS,
)("the nexthop helper on %s asks for what it may ask for, and no right is idle", (cloud) => {
	const source = readFileSync(join(DRIVERS, `${cloud}.py`), "utf8");
	const asked = [...source.matchAll(/\bcall\("(\w+)"/g)].map(
		([, action]) => action,
	);
	const allowed = CLOUDS[cloud]
		.nexthopPermissions({ region: "here", vpcId: "vpc" })
		.flatMap(({ actions }) => actions);
	expect([...new Set(asked)].sort()).toEqual([...allowed].sort());
});
