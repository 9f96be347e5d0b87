import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { CLOUD_IDS, CLOUDS } from "../../../design/clouds";
import { newAccessKey } from "../../../local/vpc/new-access-key";

test.each(
	CLOUD_IDS,
)("a new key looks like one of %s, and no two are alike", (cloud) => {
	const [one, other] = [
		newAccessKey(cloud, randomBytes),
		newAccessKey(cloud, randomBytes),
	];
	expect(one.id.startsWith(CLOUDS[cloud].accessKeys.prefix)).toBe(true);
	expect(one.id).toMatch(CLOUDS[cloud].accessKeys.pattern);
	expect(one.id).not.toBe(other.id);
	expect(one.secret).not.toBe(other.secret);
});
