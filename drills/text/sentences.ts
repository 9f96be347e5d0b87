import type { KeptPrediction } from "../../plan/kept-prediction";
import type { Finding } from "../log/finding";
import type { Catalogue } from "./catalogue";
import { known } from "./known";
import { say } from "./say";

/** What an audit found, in a language. */
export const findingsText = (
	findings: readonly Finding[],
	t: Catalogue,
): string => t.sentences(findings.map((found) => say(t.findings, found)));

/** The arithmetic of a prediction; that of an older version has English words only. */
export const formulaText = (
	prediction: KeptPrediction,
	t: Catalogue,
): string =>
	"formula" in prediction
		? prediction.formula
		: t.sentences(prediction.terms.map((term) => say(t.terms, term)));

/**
 * What is done by a fault.
 *
 * @param title what the log says, if it is of an older version
 */
export const faultText = (
	drill: string,
	title: string | undefined,
	t: Catalogue,
): string => known(t.faults, drill, title);
