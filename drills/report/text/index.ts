import type { Language } from "../../log/saying";
import type { Catalogue } from "./catalogue";
import { en } from "./en";
import { zh } from "./zh";

/** The words of a report in each language. */
export const TEXTS: Readonly<Record<Language, Catalogue>> = { en, zh };
