import { afterEach, expect, test } from "vitest";
import { calledAs, rememberOptions } from "../../cli/as-typed";
import { renderInjected } from "../../cli/commands/api";
import { renderImpossible } from "../../cli/render-drill";

afterEach(() => rememberOptions({}));

const halab = calledAs(process.env);

test("what is said of a fault names the command for the lab that was named", () => {
	rememberOptions({ name: "two" });
	expect(renderInjected("fault-1", "throttle")).toBe(
		`fault-1: throttle. Take it away with: ${halab} api heal --name two fault-1`,
	);
});

test("why a drill of a suite could not be done names it, too", () => {
	rememberOptions({ settings: "other.yaml" });
	expect(
		renderImpossible("power-cut", "The pair is not well. See: halab status"),
	).toBe(
		`power-cut could not be done: The pair is not well. See: ${halab} status -s other.yaml`,
	);
});
