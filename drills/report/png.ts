import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { LANGUAGES, type Language } from "../text/language";

/** A picture that is written as a file. */
export interface PictureFile {
	/** The file without its ending. */
	readonly path: string;
	readonly language: Language;
	readonly svg: string;
}

/** Twice the 72 dots per inch at which a picture has its own size, as fine screens have. */
const DENSITY = 144;

/** The languages as fontconfig calls them. */
const FONT_LANGUAGES = { en: "en", zh: "zh-cn" } as const;

/** Whether this machine has a font with a language's characters. */
async function hasFont(language: Language): Promise<boolean> {
	try {
		const { stdout } = await promisify(execFile)("fc-list", [
			`:lang=${FONT_LANGUAGES[language]}`,
			"family",
		]);
		return stdout !== "";
	} catch {
		// Without fontconfig no font is found.
		return false;
	}
}

/**
 * Writes the pictures as PNG too, in the languages that this machine has fonts for.
 *
 * @returns what was written, and what could not be
 */
export async function writePngs(
	files: readonly PictureFile[],
): Promise<readonly string[]> {
	// Compiled code, which is not there for every kind of machine; its own message says what to install.
	const loaded = await import("sharp").catch((error: unknown) => ({
		problem: error instanceof Error ? error.message : String(error),
	}));
	if ("problem" in loaded) {
		return [`no pictures/*.png: ${loaded.problem}`];
	}
	const { default: sharp } = loaded;
	const notes: string[] = [];
	for (const language of LANGUAGES) {
		const own = files.filter((file) => file.language === language);
		if (!(await hasFont(language))) {
			notes.push(
				`no pictures/*.${language}.png: this machine has no font for them (apt-get install fontconfig fonts-noto-cjk)`,
			);
			continue;
		}
		for (const { path, svg } of own) {
			const image = sharp(Buffer.from(svg), { density: DENSITY });
			await writeFile(`${path}.png`, await image.png().toBuffer());
		}
		notes.push(`pictures/*.${language}.png: ${own.length} pictures`);
	}
	return notes;
}
