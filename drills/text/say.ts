/** Something that can be said, as data: what it is, and the values that it is about. */
interface Kind {
	readonly kind: string;
}

/** How each kind of thing is said in one language: none may be forgotten. */
export type Words<T extends Kind> = {
	readonly [Each in T as Each["kind"]]: (said: Each) => string;
};

/** Says one thing in the language of the words. */
export const say = <ByKind, K extends keyof ByKind>(
	words: { readonly [P in keyof ByKind]: (said: ByKind[P]) => string },
	said: ByKind[K] & { readonly kind: K },
): string => words[said.kind](said);
