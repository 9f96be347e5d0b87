import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportPage } from "../../../drills/report/page/page";
import { example } from "./fixtures";

const binary = (process.env["PATH"] ?? "")
	.split(delimiter)
	.flatMap((directory) =>
		["chromium", "chromium-browser", "google-chrome"].map((name) =>
			join(directory, name),
		),
	)
	.find((file) => existsSync(file));
if (binary === undefined) {
	console.log("skipped: the page in a browser; Chromium is not installed");
}

const SIZES = [
	["a desktop", 1280, 900],
	["a phone", 390, 844],
] as const;

const directory = mkdtempSync(join(tmpdir(), "halab-test-"));
const file = join(directory, "report.html");
let browser: Browser;
let page: Page;
/** What the page complained about, and what it asked the network for. */
const complaints: string[] = [];
const asked: string[] = [];

/** Texts of what is seen of some elements. */
const seen = (selector: string): Promise<unknown> =>
	page.evaluate(
		`[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.checkVisibility()).map((each) => each.innerText ?? each.textContent)`,
	);

describe.skipIf(binary === undefined)("the page in a browser", () => {
	beforeAll(async () => {
		const { view, pictures } = example();
		writeFileSync(file, reportPage(view, pictures));
		browser = await chromium.launch({ executablePath: binary ?? "" });
	});
	afterAll(async () => {
		await browser.close();
		rmSync(directory, { recursive: true, force: true });
	});

	describe.each(SIZES)("of %s", (_, width, height) => {
		beforeAll(async () => {
			page = await browser.newPage({
				viewport: { width, height },
				isMobile: width < 500,
			});
			page.on("pageerror", ({ message }) => complaints.push(message));
			page.on("console", (message) => complaints.push(message.text()));
			page.on("request", (request) => asked.push(request.url()));
			await page.goto(pathToFileURL(file).href);
		});

		it("is not wider than the screen, whatever is opened", async () => {
			await page.evaluate(
				"for (const each of document.querySelectorAll('details')) each.open = true",
			);
			for (const language of ["en", "zh"]) {
				await page.evaluate(
					`document.querySelector("button[data-language=${language}]").click()`,
				);
				expect(
					await page.evaluate("document.documentElement.scrollWidth"),
				).toBe(width);
			}
		});

		it("switches its language by a click", async () => {
			await page.evaluate(`document.querySelector("button[lang=zh]").click()`);
			expect(await page.evaluate("document.documentElement.lang")).toBe("zh");
			expect(await seen("h1")).toEqual(["故障切换演练"]);
			expect(await page.evaluate("document.title")).toMatch(/^故障切换演练/);
			await page.evaluate(`document.querySelector("button[lang=en]").click()`);
			expect(await page.evaluate("document.documentElement.lang")).toBe("en");
			expect(await seen("h1")).toEqual(["Failover drills"]);
			expect(await seen("button[aria-pressed=true]")).toEqual(["English"]);
		});

		it("shows of each picture one variant", async () => {
			expect(
				await page.evaluate("document.querySelectorAll('figure').length"),
			).toBe(4 * 2 + (4 + 1 + 9) * 4);
			const shown = await seen("figure");
			expect(shown).toHaveLength(4 + 4 + 1 + 9);
		});

		it("draws no text beyond its picture", async () => {
			expect(
				await page.evaluate(
					"[...document.querySelectorAll('figure text')].filter((each) => each.checkVisibility()).length",
				),
			).toBeGreaterThan(300);
			expect(
				await page.evaluate(`[...document.querySelectorAll("figure text")]
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
		expect(complaints).toEqual([]);
		expect(asked).toEqual(SIZES.map(() => pathToFileURL(file).href));
	});
});
