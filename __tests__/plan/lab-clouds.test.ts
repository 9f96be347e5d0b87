import { expect, test } from "vitest";
import { CLOUD_IDS, CLOUDS } from "../../design/clouds";
import { cloudsOf } from "../../plan/lab-clouds";

test("a lab can be on every cloud that knows one of its kinds of floating addresses", () => {
	expect(cloudsOf("dual-master")).toEqual(CLOUD_IDS);
	expect(cloudsOf("havip-nopreempt")).toEqual(
		CLOUD_IDS.filter((cloud) => CLOUDS[cloud].havip),
	);
	expect(cloudsOf("havip-nopreempt")).not.toContain("ksyun");
});
