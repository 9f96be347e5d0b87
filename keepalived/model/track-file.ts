import type { Keywords } from "../keywords/directive";
import { whole } from "../keywords/numbers";
import { absolutePath, blockName } from "../keywords/words";
import { weight } from "./tracking";

/**
 * `track_file`: a file that holds a whole number. keepalived ≥ 2.0.0;
 * before 2.1.0 it is written as `vrrp_track_file`.
 */
export interface TrackFile {
	/** Name that instances track it by. */
	readonly name: string;
	/** Absolute path; the directory must exist. */
	readonly file: string;
	/** Factor of the number in the file, −253 to 253; 0: any number but 0 means FAULT. @default 1 */
	readonly weight?: number;
	/** Create the file with this number where it does not exist, −254 to 254. @default the file is not created */
	readonly initFile?: number;
}

export const trackFile: Keywords<TrackFile> = {
	name: blockName,
	file: {
		...absolutePath,
		write: (value, keyword) => [`${keyword} "${value}"`],
	},
	weight,
	initFile: whole({ min: -254, max: 254 }),
};
