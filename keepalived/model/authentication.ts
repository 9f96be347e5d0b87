import { show } from "../keywords/context";
import { type Directive, type Keywords, plain } from "../keywords/directive";
import { whole } from "../keywords/numbers";
import { oneOf } from "../keywords/switches";
import { checkWord } from "../keywords/words";

/** `authentication`: a password in clear in each advert. VRRP version 2 only. */
export interface Authentication {
	/** Kind; only passwords are modelled. */
	readonly authType: "PASS";
	/** The password, 1 to 8 characters; it protects from mistakes, not from attackers. */
	readonly authPass: string;
}

const password: Directive<string> = {
	check(value, context) {
		if (!checkWord(value, context) || value.length <= 8) {
			return;
		}
		context.refuse({
			given: `a password of ${value.length} characters`,
			allowed: "at most 8 characters",
			remedy: "Shorten it; keepalived cuts it to 8 characters.",
		});
	},
	...plain,
};

export const authentication: Keywords<Authentication> = {
	authType: oneOf<"PASS">("PASS"),
	authPass: password,
};

/** A signing key of {@link AuthHmac}. */
export interface AuthHmacKey {
	/** Number of the key, 1 to 255. */
	readonly id: number;
	/** `hex:` and 32 to 64 bytes in hexadecimal, `file:` and an absolute path (a file only its owner can read), or 32 to 64 plain characters. */
	readonly value: string;
}

/** `auth_hmac`: signed adverts, with protection from replay. keepalived ≥ 2.4.0. */
export interface AuthHmac {
	/** Keys that are accepted. */
	readonly key: readonly AuthHmacKey[];
	/** Number of the key to sign with; one of `key`. */
	readonly activeKey: number;
	/** `time` needs clocks in step; `monotonic` only growing sequence numbers. @default time */
	readonly antiReplay?: "time" | "monotonic";
	/** Age in whole seconds up to which an advert is accepted, 1 to 300; with `time` only. @default 3 intervals, at least 5 */
	readonly timeWindow?: number;
	/** `permissive` also accepts unsigned adverts; `receive-only` sends unsigned ones too. @default enforce */
	readonly mode?: "enforce" | "permissive" | "receive-only";
}

const id = whole({ min: 1, max: 255 });

const keys: Directive<readonly AuthHmacKey[]> = {
	check(value, context) {
		value.forEach((key, index) => {
			id.check(key.id, context.atIndex(index).at("id"));
			if (isHmacKey(key.value)) {
				return;
			}
			context
				.atIndex(index)
				.at("value")
				.refuse({
					given: `a key of ${key.value.length} characters`,
					allowed:
						"hex: and 64 to 128 hexadecimal digits, file: and an absolute path, or 32 to 64 plain characters",
					remedy: "Make one with `openssl rand -hex 32`.",
				});
		});
		const ids = value.map((key) => key.id);
		if (new Set(ids).size === ids.length) {
			return;
		}
		context.refuse({
			given: `the key numbers ${show(ids)}`,
			allowed: "each number once",
			remedy: "Number the keys differently.",
		});
	},
	write: (value, keyword) =>
		value.map((key) => `${keyword} ${key.id} ${key.value}`),
};

export const authHmac: Keywords<AuthHmac> = {
	key: keys,
	activeKey: id,
	antiReplay: oneOf<"time" | "monotonic">("time", "monotonic"),
	timeWindow: whole({ min: 1, max: 300, unit: "seconds" }),
	mode: oneOf<"enforce" | "permissive" | "receive-only">(
		"enforce",
		"permissive",
		"receive-only",
	),
};

function isHmacKey(value: string): boolean {
	if (value.startsWith("hex:")) {
		return /^hex:([0-9a-f]{2}){32,64}$/i.test(value);
	}
	if (value.startsWith("file:")) {
		return /^file:\/[\w@%+=:,./-]+$/.test(value);
	}
	return /^[\w@%+=:,./-]{32,64}$/.test(value);
}
