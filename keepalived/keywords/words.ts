import { type CheckContext, show } from "./context";
import { type Directive, plain } from "./directive";

/** Longest interface name or address label of Linux. */
const MAX_INTERFACE_NAME = 15;

/** Whether keepalived reads the text as one plain word: no quoting, comment, variable, block or condition. */
export function isWord(text: string): boolean {
	return (
		/^[\x21-\x7e]+$/.test(text) &&
		!/["'{}\\!#$`]/.test(text) &&
		!text.startsWith("@") &&
		!text.includes("~SEQ") &&
		!text.includes("~LST")
	);
}

/** Reports text that is not one plain word. */
export function checkWord(text: string, context: CheckContext): boolean {
	if (typeof text === "string" && isWord(text)) {
		return true;
	}
	context.refuse({
		given: show(text),
		allowed:
			"one word of printable ASCII without whitespace, quotes, braces, backslash, `, !, #, $ or a leading @",
		remedy:
			"Choose a plain word; keepalived would read this as something else.",
	});
	return false;
}

/** A keyword that takes one plain word. */
export const word: Directive<string> = {
	check: checkWord,
	...plain,
};

/** The name of a block: it stands in the block's header, so it writes no line of its own. */
export const blockName: Directive<string> = {
	check: checkWord,
	write: () => [],
};

/** A block of plain words, one on each line. */
export const wordBlock: Directive<readonly string[]> = {
	check(value, context) {
		value.forEach((text, index) => {
			checkWord(text, context.atIndex(index));
		});
	},
	write: (value, keyword) =>
		value.length === 0
			? []
			: [`${keyword} {`, ...value.map((text) => `    ${text}`), "}"],
};

/** A user, and its group after a space. */
export const user: Directive<string> = {
	check(value, context) {
		if (/^[a-z_][a-z0-9_-]*\$?( [a-z_][a-z0-9_-]*\$?)?$/i.test(value)) {
			return;
		}
		context.refuse({
			given: show(value),
			allowed: 'a user, or a user and a group such as "nobody nogroup"',
			remedy: "Name an account of the node.",
		});
	},
	...plain,
};

/** The name of a network interface. */
export const interfaceName: Directive<string> = {
	check: checkInterfaceName,
	...plain,
};

/** Reports what Linux does not take as the name of an interface. */
export function checkInterfaceName(name: string, context: CheckContext): void {
	if (!checkWord(name, context)) {
		return;
	}
	if (name.length <= MAX_INTERFACE_NAME && !/[/:]/.test(name)) {
		return;
	}
	context.refuse({
		given: show(name),
		allowed: `at most ${MAX_INTERFACE_NAME} characters, without / and :`,
		remedy: "Name an interface as `ip link` shows it.",
	});
}

/** Reports a label that Linux does not take. */
export function checkLabel(label: string, context: CheckContext): void {
	if (!checkWord(label, context)) {
		return;
	}
	if (label.length <= MAX_INTERFACE_NAME) {
		return;
	}
	context.refuse({
		given: `${show(label)}, ${label.length} characters`,
		allowed: `at most ${MAX_INTERFACE_NAME} characters`,
		remedy: "Shorten the label; keepalived removes the address otherwise.",
	});
}

/** An absolute path without whitespace. */
export const absolutePath: Directive<string> = {
	check: checkAbsolutePath,
	...plain,
};

/** Reports a path that is relative, climbs up or is not a plain word. */
export function checkAbsolutePath(path: string, context: CheckContext): void {
	if (!checkWord(path, context)) {
		return;
	}
	if (path.startsWith("/") && !path.endsWith("/") && !climbs(path)) {
		return;
	}
	context.refuse({
		given: show(path),
		allowed: "an absolute path of a file, without . and .. in it",
		remedy: "Write the whole path, such as /etc/keepalived/check_nginx.",
	});
}

function climbs(path: string): boolean {
	return path.split("/").some((part) => part === "." || part === "..");
}
