/** How long a nonce is remembered; a request that is older is refused for its timestamp. */
export const REMEMBERED_MILLISECONDS = 15 * 60 * 1000;

/** Nonces that were used, so that a request cannot be sent a second time by somebody who overheard it. */
export class NonceMemory {
	/** In the order of their use. */
	private readonly used = new Map<string, number>();

	/**
	 * @param now milliseconds since 1970
	 * @returns false when it was used before
	 */
	use(nonce: string, now: number): boolean {
		for (const [old, at] of this.used) {
			if (at > now - 2 * REMEMBERED_MILLISECONDS) {
				break;
			}
			this.used.delete(old);
		}
		if (this.used.has(nonce)) {
			return false;
		}
		this.used.set(nonce, now);
		return true;
	}
}
