import { z } from "zod";

const LAB_NAME = /^[a-z][a-z0-9-]{0,19}$/;

/** What a lab's name may be, as a sentence's end. */
export const LAB_NAME_RULE =
	"must be 1 to 20 characters: a letter, then lower-case letters, digits and hyphens";

/**
 * Whether a text can name a lab. The name becomes part of resource names, control groups and of the path of the lab's
 * state, wherever it comes from: it is checked where it enters and again before a path is made of it.
 */
export const isLabName = (text: string): boolean => LAB_NAME.test(text);

/** A lab's name in settings. */
export const labNameSchema = z.string().regex(LAB_NAME, LAB_NAME_RULE);
