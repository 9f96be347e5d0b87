import { checkRules } from "./checks";
import { KeepalivedConfigError } from "./errors";
import { CheckContext } from "./keywords/context";
import { checkKeywords, writeKeywords } from "./keywords/directive";
import { type KeepalivedConfig, keepalivedConfig } from "./model/config";
import { DEFAULT_KEEPALIVED_VERSION, KeepalivedVersion } from "./version";

/** What a configuration is rendered for. */
export interface RenderKeepalivedOptions {
	/** Version of keepalived that will read it, `major.minor.patch`. @default "2.2.7" */
	readonly version?: string;
}

/**
 * The text of keepalived.conf. The same configuration gives the same text.
 *
 * @throws KeepalivedConfigError with every problem that keepalived would reject,
 * or accept and not do as it reads
 * @throws RangeError if the version is malformed or older than 1.2.24
 */
export function renderKeepalivedConf(
	config: KeepalivedConfig,
	options: RenderKeepalivedOptions = {},
): string {
	const version = versionOf(options);
	const context = CheckContext.root(version);
	checkKeywords(keepalivedConfig, config, context);
	checkRules(config, context);
	if (context.problems.length > 0) {
		throw new KeepalivedConfigError(context.problems);
	}
	return writeKeepalivedConf(config, version);
}

/** The text, with nothing checked: for comparing the checks with keepalived's own. */
export function writeKeepalivedConf(
	config: KeepalivedConfig,
	version: KeepalivedVersion,
): string {
	const lines = writeKeywords(keepalivedConfig, config, version);
	return `${lines.join("\n")}\n`;
}

function versionOf(options: RenderKeepalivedOptions): KeepalivedVersion {
	return KeepalivedVersion.parse(options.version ?? DEFAULT_KEEPALIVED_VERSION);
}
