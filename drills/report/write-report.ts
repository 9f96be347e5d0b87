import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DrillError } from "../log/drill-error";
import type { Picture } from "./charts/svg";
import { Chromium, findChromium } from "./chromium";
import {
	type DrillLog,
	type DrillSetView,
	type ReportContext,
	viewDrillSet,
} from "./drill-set";
import { junitXml } from "./junit";
import { reportPage } from "./page/page";
import { allPictures, drawPictures } from "./pictures";
import { reportFile } from "./report-file";

/** A report on disk. */
export interface WrittenReport {
	readonly view: DrillSetView;
	/** What was written, and what could not be. */
	readonly notes: readonly string[];
}

interface PictureFile {
	/** The file without its ending. */
	readonly path: string;
	readonly picture: Picture;
}

/** The same pictures as PNG, where a Chromium is there to draw them. */
async function writePngs(files: readonly PictureFile[]): Promise<string> {
	const binary = findChromium();
	if (binary === undefined) {
		return "no PNG files: they need Chromium, which is not installed (apt-get install chromium)";
	}
	try {
		const browser = await Chromium.start(binary);
		try {
			for (const { path, picture } of files) {
				await browser.open(pathToFileURL(`${path}.svg`).href);
				await writeFile(
					`${path}.png`,
					await browser.screenshot(picture.width, picture.height),
				);
			}
		} finally {
			await browser.close();
		}
	} catch (error) {
		return `no PNG files: ${error instanceof Error ? error.message : String(error)} (${binary})`;
	}
	return `pictures/*.png: ${files.length} pictures`;
}

/**
 * Reports on drills in a directory: `report.html`, `report.json`, `junit.xml` and the pictures as SVG and PNG.
 *
 * @throws DrillError when a log is not of a complete drill
 */
export async function writeReport(
	logs: Iterable<DrillLog>,
	context: ReportContext,
	directory: string,
): Promise<WrittenReport> {
	if (directory.trim() === "") {
		throw new DrillError(
			"The report's directory has no name. Give one, such as -o report.",
		);
	}
	const view = viewDrillSet(logs, context);
	const pictures = await drawPictures(view);
	const out = resolve(directory);
	await mkdir(join(out, "pictures"), { recursive: true });
	const page = reportPage(view, pictures);
	await writeFile(join(out, "report.html"), page);
	await writeFile(
		join(out, "report.json"),
		`${JSON.stringify(reportFile(view), null, "\t")}\n`,
	);
	await writeFile(join(out, "junit.xml"), junitXml(view));
	const files = allPictures(pictures).flatMap(({ name, variants }) =>
		variants
			.filter(({ width }) => width !== "narrow")
			.map(
				({ language, picture }): PictureFile => ({
					path: join(out, "pictures", `${name}.${language}`),
					picture,
				}),
			),
	);
	for (const { path, picture } of files) {
		await writeFile(`${path}.svg`, `${picture.svg}\n`);
	}
	return {
		view,
		notes: [
			`${join(out, "report.html")}: ${(Buffer.byteLength(page) / 1024).toFixed(0)} KiB`,
			`report.json, junit.xml, pictures/*.svg: ${files.length} pictures`,
			await writePngs(files),
		],
	};
}
