import {
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it, vi } from "vitest";
import { label, picture } from "../../../drills/report/charts/svg";
import { writePngs } from "../../../drills/report/png";
import { LANGUAGES } from "../../../drills/text/language";
import { Workplace } from "../../cli/halab";
import { LOGS } from "./fixtures";

const directory = mkdtempSync(join(tmpdir(), "halab-test-"));
const workplace = new Workplace();
afterAll(() => {
	rmSync(directory, { recursive: true, force: true });
	workplace.remove();
});

/** A picture of a text on white paper. */
const pictureOf = (text: string) =>
	picture(120, 40, "a text", [label(10, 20, text, { size: 20 })]);

/** The share of the picture that is not paper. */
async function inked(file: string): Promise<number> {
	const pixels = await sharp(file).greyscale().raw().toBuffer();
	return pixels.filter((grey) => grey < 128).length / pixels.length;
}

describe("pictures as PNG", () => {
	it("have twice the pixels, and text in both languages", async () => {
		const texts = { en: "node", zh: "故障" };
		const notes = await writePngs(
			LANGUAGES.map((language) => ({
				path: join(directory, language),
				language,
				svg: pictureOf(texts[language]).svg,
			})),
		);
		expect(notes).toEqual([
			"pictures/*.en.png: 1 pictures",
			"pictures/*.zh.png: 1 pictures",
		]);
		for (const language of LANGUAGES) {
			const file = join(directory, `${language}.png`);
			expect(await sharp(file).metadata()).toMatchObject({
				format: "png",
				width: 240,
				height: 80,
			});
			expect(await inked(file), language).toBeGreaterThan(0.02);
		}
	});

	it("are left out where what draws them does not load", async () => {
		vi.doMock("sharp", () => {
			throw new Error("Could not load the sharp module\nPossible solutions: …");
		});
		try {
			const notes = await writePngs([]);
			expect(notes).toHaveLength(1);
			expect(notes[0]).toMatch(/^no pictures\/\*\.png: .+/);
		} finally {
			vi.doUnmock("sharp");
		}
	});

	const noFonts = join(directory, "fonts.conf");
	writeFileSync(noFonts, "<fontconfig></fontconfig>");

	it.each([
		["has no fonts", { FONTCONFIG_FILE: noFonts }],
		["has no fontconfig", { PATH: directory }],
	])("are left out where the machine %s", (_, environment) => {
		const { stderr, exitCode } = workplace.halabWith(
			environment,
			"report",
			"--out",
			"report",
			join(LOGS, "2026-11-21T09-07-15.071Z-crash-nginx.ndjson"),
		);
		for (const language of LANGUAGES) {
			expect(stderr).toContain(
				`no pictures/*.${language}.png: this machine has no font for them (apt-get install fontconfig fonts-noto-cjk)`,
			);
			const file = join(
				workplace.directory,
				"report",
				"pictures",
				`topology.${language}`,
			);
			expect(readFileSync(`${file}.svg`, "utf8")).toContain("node-2");
			expect(existsSync(`${file}.png`)).toBe(false);
		}
		expect(exitCode).toBe(0);
	});
});
