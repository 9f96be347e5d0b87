import { checkPort, ipv4 } from "../keywords/addresses";
import { type CheckContext, show } from "../keywords/context";
import {
	checkKeywords,
	type Directive,
	type Keywords,
	plain,
	since,
	writeBlock,
	writeKeywords,
} from "../keywords/directive";
import { inHeader } from "../keywords/header";
import { blocks } from "../keywords/nested";
import { seconds, whole, wholeSeconds } from "../keywords/numbers";
import { type Script, script } from "../keywords/script";
import { flag } from "../keywords/switches";
import { checkWord, user, word } from "../keywords/words";
import type { KeepalivedVersion } from "../version";

/** How often a checker tries. */
export interface Retrying {
	/** Further attempts before the server counts as failed, from 0. @default 1; 0 for MISC_CHECK */
	readonly retry?: number;
	/** Seconds before a further attempt. @default 1; 3 for HTTP_GET and SSL_GET */
	readonly delayBeforeRetry?: number;
	/** Seconds up to which the first check is put off at random. @default delayLoop */
	readonly warmup?: number;
}

/** Where and how a checker connects. */
export interface Connecting extends Retrying {
	/** IPv4 address to connect to. @default the real server's */
	readonly connectIp?: string;
	/** Port to connect to, 1 to 65535. @default the real server's */
	readonly connectPort?: number;
	/** Own IPv4 address to connect from. @default chosen by the kernel */
	readonly bindto?: string;
	/** Whole seconds to wait for a connection. @default 5 */
	readonly connectTimeout?: number;
}

/** A page that is fetched, and what it must be. */
export interface CheckedUrl {
	/** Path, with its query. */
	readonly path: string;
	/** HTTP status it must answer with, 100 to 599. @default any of 200 to 299 */
	readonly statusCode?: number;
	/** MD5 digest its body must have, 32 hexadecimal digits; `genhash` shows it. @default any body */
	readonly digest?: string;
	/** Host header. @default virtualhost of the virtual server */
	readonly virtualhost?: string;
}

/** `HTTP_GET`: fetches pages. */
export interface HttpGet extends Connecting {
	readonly type: "HTTP_GET";
	/** At least one. */
	readonly url: readonly CheckedUrl[];
}

/** `SSL_GET`: fetches pages over TLS. */
export interface SslGet extends Connecting {
	readonly type: "SSL_GET";
	/** At least one. */
	readonly url: readonly CheckedUrl[];
	/** Name the server in the TLS handshake. keepalived ≥ 1.4.3. @default false */
	readonly enableSni?: boolean;
}

/** `TCP_CHECK`: opens a connection. */
export interface TcpCheck extends Connecting {
	readonly type: "TCP_CHECK";
}

/** `SMTP_CHECK`: greets a mail server. */
export interface SmtpCheck extends Connecting {
	readonly type: "SMTP_CHECK";
	/** Name to greet with. @default smtp.example.com */
	readonly heloName?: string;
}

/** `MISC_CHECK`: runs a program; exit status 0 is well. */
export interface MiscCheck extends Retrying {
	readonly type: "MISC_CHECK";
	/** The program, run without a shell. */
	readonly miscPath: Script;
	/** Whole seconds after which a run has failed. @default delayLoop */
	readonly miscTimeout?: number;
	/** Take the weight from the exit status: 2 to 255 mean weight 0 to 253. @default false */
	readonly miscDynamic?: boolean;
	/** Account that runs it. keepalived ≥ 1.3.0. @default scriptUser of global_defs */
	readonly user?: string;
}

/** How a real server is checked. */
export type Checker = HttpGet | SslGet | TcpCheck | SmtpCheck | MiscCheck;

const typeInHeader = inHeader<string>(() => {});

const retrying: Keywords<Retrying> = {
	retry: whole({ min: 0, max: 1000 }),
	delayBeforeRetry: seconds(0),
	warmup: seconds(0),
};

const connecting: Keywords<Connecting> = {
	connectIp: ipv4,
	connectPort: {
		check: checkPort,
		...plain,
	},
	bindto: ipv4,
	connectTimeout: wholeSeconds(1),
	...retrying,
};

const digest: Directive<string> = {
	check(value, context) {
		if (/^[0-9a-f]{32}$/i.test(value)) {
			return;
		}
		context.refuse({
			given: show(value),
			allowed: "an MD5 digest, 32 hexadecimal digits",
			remedy: "Take it from `genhash -s <address> -p <port> -u <path>`.",
		});
	},
	...plain,
};

const urlPath: Directive<string> = {
	check(value, context) {
		if (!checkWord(value, context) || value.startsWith("/")) {
			return;
		}
		context.refuse({
			given: show(value),
			allowed: "a path that starts with /",
			remedy: "Leave out the scheme and the host.",
		});
	},
	...plain,
};

const url: Keywords<CheckedUrl> = {
	path: urlPath,
	statusCode: whole({ min: 100, max: 599 }),
	digest,
	virtualhost: word,
};

const httpGet: Keywords<HttpGet> = {
	type: typeInHeader,
	url: blocks(url),
	...connecting,
};

const sslGet: Keywords<SslGet> = {
	type: typeInHeader,
	url: blocks(url),
	enableSni: since("1.4.3", flag),
	...connecting,
};

const tcpCheck: Keywords<TcpCheck> = { type: typeInHeader, ...connecting };

const smtpCheck: Keywords<SmtpCheck> = {
	type: typeInHeader,
	heloName: word,
	...connecting,
};

const miscCheck: Keywords<MiscCheck> = {
	type: typeInHeader,
	miscPath: script,
	miscTimeout: wholeSeconds(1),
	miscDynamic: flag,
	user: since("1.3.0", user),
	...retrying,
};

/** The checkers of a real server, each a block named by its type. */
export const checkers: Directive<readonly Checker[]> = {
	check(values, context) {
		values.forEach((checker, index) => {
			checkChecker(checker, context.atIndex(index, checker.type));
		});
	},
	write: (values, _keyword, version) =>
		values.flatMap((checker) =>
			writeBlock(checker.type, linesOf(checker, version)),
		),
};

function checkChecker(checker: Checker, context: CheckContext): void {
	switch (checker.type) {
		case "HTTP_GET":
			checkKeywords(httpGet, checker, context);
			break;
		case "SSL_GET":
			checkKeywords(sslGet, checker, context);
			break;
		case "TCP_CHECK":
			checkKeywords(tcpCheck, checker, context);
			break;
		case "SMTP_CHECK":
			checkKeywords(smtpCheck, checker, context);
			break;
		case "MISC_CHECK":
			checkKeywords(miscCheck, checker, context);
			break;
		default:
			context.refuse(unknownChecker(checker));
	}
}

function linesOf(
	checker: Checker,
	version: KeepalivedVersion,
): readonly string[] {
	switch (checker.type) {
		case "HTTP_GET":
			return writeKeywords(httpGet, checker, version);
		case "SSL_GET":
			return writeKeywords(sslGet, checker, version);
		case "TCP_CHECK":
			return writeKeywords(tcpCheck, checker, version);
		case "SMTP_CHECK":
			return writeKeywords(smtpCheck, checker, version);
		case "MISC_CHECK":
			return writeKeywords(miscCheck, checker, version);
	}
}

function unknownChecker(checker: never) {
	return {
		given: show(checker),
		allowed: "HTTP_GET, SSL_GET, TCP_CHECK, SMTP_CHECK, MISC_CHECK",
		remedy: "Set type to one of these.",
	};
}
