import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Chromium, findChromium } from "../../../drills/report/chromium";
import { reportPage } from "../../../drills/report/page/page";
import { example } from "./fixtures";

const binary = findChromium();
if (binary === undefined) {
	console.log("skipped: the page in a browser; Chromium is not installed");
}

const SIZES = [
	["a desktop", 1280, 900],
	["a phone", 390, 844],
] as const;

const TROUBLE = [
	"Runtime.exceptionThrown",
	"Runtime.consoleAPICalled",
	"Log.entryAdded",
];

const directory = mkdtempSync(join(tmpdir(), "halab-test-"));
const file = join(directory, "report.html");
let browser: Chromium;

const evaluated = z.object({
	result: z.object({ value: z.unknown().optional() }),
});

const evaluate = async (expression: string): Promise<unknown> =>
	evaluated.parse(
		await browser.send("Runtime.evaluate", { expression, returnByValue: true }),
	).result.value;

/** Texts of what is seen of some elements. */
const seen = (selector: string): Promise<unknown> =>
	evaluate(
		`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.checkVisibility()).map((each) => each.innerText ?? each.textContent)`,
	);

describe.skipIf(binary === undefined)("the page in a browser", () => {
	beforeAll(async () => {
		const { view, pictures } = await example();
		writeFileSync(file, reportPage(view, pictures));
		browser = await Chromium.start(binary ?? "");
	});
	afterAll(async () => {
		await browser.close();
		rmSync(directory, { recursive: true, force: true });
	});

	describe.each(SIZES)("of %s", (_, width, height) => {
		beforeAll(async () => {
			await browser.send("Emulation.setDeviceMetricsOverride", {
				...{ width, height, deviceScaleFactor: 1, mobile: width < 500 },
			});
			await browser.open(pathToFileURL(file).href);
		});

		it("is not wider than the screen, whatever is opened", async () => {
			await evaluate(
				"for (const each of document.querySelectorAll('details')) each.open = true",
			);
			for (const language of ["en", "zh"]) {
				await evaluate(
					`document.querySelector("button[data-language=${language}]").click()`,
				);
				expect(await evaluate("document.documentElement.scrollWidth")).toBe(
					width,
				);
			}
		});

		it("switches its language by a click", async () => {
			await evaluate(`document.querySelector("button[lang=zh]").click()`);
			expect(await evaluate("document.documentElement.lang")).toBe("zh");
			expect(await seen("h1")).toEqual(["故障切换演练"]);
			expect(await evaluate("document.title")).toMatch(/^故障切换演练/);
			await evaluate(`document.querySelector("button[lang=en]").click()`);
			expect(await evaluate("document.documentElement.lang")).toBe("en");
			expect(await seen("h1")).toEqual(["Failover drills"]);
			expect(await seen("button[aria-pressed=true]")).toEqual(["English"]);
		});

		it("shows of each picture one variant", async () => {
			expect(await evaluate("document.querySelectorAll('figure').length")).toBe(
				4 * 2 + (4 + 1 + 9) * 4,
			);
			const shown = await seen("figure");
			expect(shown).toHaveLength(4 + 4 + 1 + 9);
		});

		it("draws no text beyond its picture", async () => {
			expect(
				await evaluate(
					"[...document.querySelectorAll('figure text')].filter((each) => each.checkVisibility()).length",
				),
			).toBeGreaterThan(300);
			expect(
				await evaluate(`[...document.querySelectorAll("figure text")]
					.filter((each) => each.checkVisibility())
					.filter((each) => {
						const text = each.getBoundingClientRect();
						const picture = each.closest("svg").getBoundingClientRect();
						return text.left < picture.left - 1 || text.right > picture.right + 1 || text.top < picture.top - 1 || text.bottom > picture.bottom + 1;
					})
					.map((each) => each.textContent)`),
			).toEqual([]);
		});
	});

	it("asks the network for nothing and complains about nothing", () => {
		expect(
			browser.events.filter(({ method }) => TROUBLE.includes(method)),
		).toEqual([]);
		const asked = browser.events
			.filter(({ method }) => method === "Network.requestWillBeSent")
			.map(({ params }) =>
				z
					.object({ request: z.object({ url: z.string() }) })
					.parse(params)
					.request.url.slice(0, 7),
			);
		expect(new Set(asked)).toEqual(new Set(["file://"]));
	});
});
