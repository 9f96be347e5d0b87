import { gzipSync } from "fflate";
import type { UserDataFile } from "./user-data";

const BLOCK = 512;

function header({ path, content, permissions }: UserDataFile): Buffer {
	const block = Buffer.alloc(BLOCK);
	const octal = (value: number): string => value.toString(8).padStart(11, "0");
	block.write(path.replace(/^\//, ""), 0);
	block.write((permissions ?? "0644").padStart(7, "0"), 100);
	block.write("0000000", 108);
	block.write("0000000", 116);
	block.write(octal(Buffer.byteLength(content)), 124);
	// No time of its own: the same files give the same archive.
	block.write(octal(0), 136);
	block.write(" ".repeat(8), 148);
	block.write("0", 156);
	block.write("ustar\x0000", 257);
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
	return block;
}

/** A tar archive of files that belong to root. Paths have at most 100 bytes. */
function tar(files: readonly UserDataFile[]): Buffer {
	const blocks = files.flatMap((file) => {
		const content = Buffer.from(file.content);
		const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
		return [header(file), content, Buffer.alloc(padding)];
	});
	return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/**
 * The files as a compressed tar archive, in base64: what cloud-init calls `gz+b64`.
 *
 * Compressed in JavaScript: the bytes of Node's own zlib differ between its versions and between processors, and
 * changed user data replaces nodes.
 */
export function archive(files: readonly UserDataFile[]): string {
	const compressed = gzipSync(tar(files), { level: 9, mem: 12, mtime: 0 });
	return Buffer.from(compressed).toString("base64");
}
