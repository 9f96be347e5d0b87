/** Stands for a node where none answered. */
export const NOBODY = "nobody";
