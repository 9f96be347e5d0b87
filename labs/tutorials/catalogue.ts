import { alibaba } from "./alibaba";
import { kingsoft } from "./kingsoft";
import { onprem } from "./onprem";
import { tencent } from "./tencent";
import type { Tutorial } from "./tutorial";

/** The published configurations that ours can be compared with. */
export const TUTORIALS: readonly Tutorial[] = [
	tencent,
	kingsoft,
	alibaba,
	onprem,
];

/** Their names on the command line and in event logs. */
export const SEED_NAMES: readonly string[] = TUTORIALS.map(
	({ id }) => `seed:${id}`,
);

/** The name of a tutorial on the command line and in event logs. */
export const seedName = ({ id }: Tutorial): string => `seed:${id}`;
