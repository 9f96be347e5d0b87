/** Version that is rendered for when none is named: Debian 12's. */
export const DEFAULT_KEEPALIVED_VERSION = "2.2.7";

/** Oldest version this model knows the keywords of: Tencent Cloud's minimum for HAVIP. */
export const OLDEST_KEEPALIVED_VERSION = "1.2.24";

/** A release of keepalived, such as 2.2.7. */
export class KeepalivedVersion {
	/**
	 * @param text `major.minor.patch`, with or without a leading `v`
	 * @throws RangeError if the text is not a version, or older than 1.2.24
	 */
	static parse(text: string): KeepalivedVersion {
		const match = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/.exec(text);
		if (match === null) {
			throw new RangeError(
				`"${text}" is not a keepalived version; write major.minor.patch, such as "${DEFAULT_KEEPALIVED_VERSION}"`,
			);
		}
		const [major = 0, minor = 0, patch = 0] = match.slice(1).map(Number);
		const version = new KeepalivedVersion(major, minor, patch);
		if (text !== OLDEST_KEEPALIVED_VERSION) {
			const oldest = KeepalivedVersion.parse(OLDEST_KEEPALIVED_VERSION);
			if (!version.isAtLeast(oldest)) {
				throw new RangeError(
					`keepalived ${version} is too old; the oldest supported version is ${OLDEST_KEEPALIVED_VERSION}`,
				);
			}
		}
		return version;
	}

	private constructor(
		readonly major: number,
		readonly minor: number,
		readonly patch: number,
	) {}

	isAtLeast(other: KeepalivedVersion): boolean {
		const difference =
			this.major - other.major ||
			this.minor - other.minor ||
			this.patch - other.patch;
		return difference >= 0;
	}

	toString(): string {
		return `${this.major}.${this.minor}.${this.patch}`;
	}
}
