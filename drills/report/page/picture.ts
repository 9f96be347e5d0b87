import { Markup, markup } from "../markup";
import { themed } from "../palette";
import type { DrawnPicture } from "../pictures";

/** A picture in the page: of its variants one is shown, by language and width. */
export const figure = ({ variants }: DrawnPicture): readonly Markup[] =>
	variants.map(
		({ language, width, picture }) =>
			markup`<figure lang="${language}"${width !== undefined && markup` class="${width}"`}>${new Markup(themed(picture.svg))}</figure>
`,
	);
