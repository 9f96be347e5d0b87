import type { Catalogue } from "./catalogue";
import { en } from "./en";
import type { Language } from "./language";
import { zh } from "./zh";

/** What a report says, in each language. The terminal and files for machines have the English of it. */
export const TEXTS: Readonly<Record<Language, Catalogue>> = { en, zh };
