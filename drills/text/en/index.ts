import type { Catalogue } from "../catalogue";
import { AUDITS, FINDINGS } from "./audits";
import { EVENTS } from "./events";
import { FAULTS } from "./faults";
import { PAGE } from "./page";
import { TERMS } from "./terms";

export const en: Catalogue = {
	...PAGE,
	events: EVENTS,
	faults: FAULTS,
	audits: AUDITS,
	findings: FINDINGS,
	terms: TERMS,
};
