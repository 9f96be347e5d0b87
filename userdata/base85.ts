/** Python's alphabet (`base64.b85encode`), but "/" for "{": Terraform reads "${" and "%{" as its own. */
const ALPHABET =
	"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`/|}~";

/** Bytes as text that is a quarter longer; base64 is a third longer. */
export function base85(bytes: Uint8Array): string {
	let text = "";
	for (let start = 0; start < bytes.length; start += 4) {
		const size = Math.min(4, bytes.length - start);
		let value = 0;
		for (let index = 0; index < 4; index++) {
			value = value * 256 + (bytes[start + index] ?? 0);
		}
		let group = "";
		for (let index = 0; index < 5; index++) {
			group = ALPHABET.charAt(value % 85) + group;
			value = Math.floor(value / 85);
		}
		text += group.slice(0, size + 1);
	}
	return text;
}
