import { App, Lazy, TerraformStack, Testing, Tokenization } from "cdktf";
import { describe, expect, it } from "vitest";
import { LeanStack, withoutTokenTraces } from "../../constructs";
import { TencentHavip, TencentProvider } from "../../constructs/tencentcloud";
import { pair, REGION } from "./tencentcloud/support";

function synthesized(Stack: typeof TerraformStack): unknown {
	const app = Testing.stubVersion(new App({ outdir: "." }));
	const stack = new Stack(app, "stack");
	new TencentProvider(stack, "Provider", { region: REGION });
	new TencentHavip(stack, "Vip", { pair: pair(stack) });
	stack.prepareStack();
	return JSON.parse(Testing.synth(stack));
}

describe("LeanStack", () => {
	it("synthesizes what any other stack does", () => {
		expect(synthesized(LeanStack)).toEqual(synthesized(TerraformStack));
	});
});

describe("withoutTokenTraces", () => {
	const trace = (): readonly string[] | undefined => {
		const token = Lazy.stringValue({ produce: () => "x" });
		return Tokenization.reverseString(token).firstToken?.creationStack;
	};

	it("gives tokens no trace while it lasts", () => {
		expect(withoutTokenTraces(trace)).toEqual([]);
		expect(trace()?.length).toBeGreaterThan(1);
	});

	it("ends when the work fails, and leaves errors theirs", () => {
		const fail = (): never => {
			throw new Error("no");
		};
		try {
			withoutTokenTraces(fail);
		} catch (error) {
			expect(error).toHaveProperty("stack", expect.stringContaining("fail"));
		}
		expect(trace()?.length).toBeGreaterThan(1);
	});
});
