import { inflateSync } from "node:zlib";
import { parse } from "yaml";

const ALPHABET =
	"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`/|}~";

function fromBase85(text: string): Buffer {
	const padded = text.padEnd(Math.ceil(text.length / 5) * 5, "~");
	const bytes: number[] = [];
	for (let start = 0; start < padded.length; start += 5) {
		let value = 0;
		for (const letter of padded.slice(start, start + 5)) {
			value = value * 85 + ALPHABET.indexOf(letter);
		}
		for (const unit of [2 ** 24, 2 ** 16, 2 ** 8, 1]) {
			bytes.push(Math.floor(value / unit) % 256);
		}
	}
	return Buffer.from(
		bytes.slice(0, bytes.length - padded.length + text.length),
	);
}

interface CloudConfig {
	readonly write_files: readonly {
		readonly path: string;
		readonly content: string;
	}[];
}

/** Every file that a node's user data delivers, in clear or in the archive: absolute path → content. */
export function deliveredFiles(userData: string): Record<string, string> {
	const { write_files } = parse(userData) as CloudConfig;
	return Object.fromEntries(
		write_files.flatMap(({ path, content }) =>
			path.endsWith(".archive")
				? inflateSync(fromBase85(content.trim()))
						.toString()
						.split("\0")
						.map((file) => {
							const [name = "", , ...lines] = file.split("\n");
							return [name, lines.join("\n")];
						})
				: [[path, content]],
		),
	);
}
