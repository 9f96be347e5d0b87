import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DrillError } from "../log/drill-error";
import {
	type DrillLog,
	type DrillSetView,
	type ReportContext,
	viewDrillSet,
} from "./drill-set";
import { junitXml } from "./junit";
import { reportPage } from "./page/page";
import { allPictures, drawPictures } from "./pictures";
import { type PictureFile, writePngs } from "./png";
import { reportFile } from "./report-file";

/** A report on disk. */
export interface WrittenReport {
	readonly view: DrillSetView;
	/** What was written, and what could not be. */
	readonly notes: readonly string[];
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
	const pictures = drawPictures(view);
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
					language,
					svg: picture.svg,
				}),
			),
	);
	for (const { path, svg } of files) {
		await writeFile(`${path}.svg`, `${svg}\n`);
	}
	return {
		view,
		notes: [
			`${join(out, "report.html")}: ${(Buffer.byteLength(page) / 1024).toFixed(0)} KiB`,
			`report.json, junit.xml, pictures/*.svg: ${files.length} pictures`,
			...(await writePngs(files)),
		],
	};
}
