import type { Catalogue } from "../../text/catalogue";
import { escapeMarkup } from "../markup";
import { light } from "../palette";
import type { Topology } from "../topology";
import { FONT, type Picture } from "./svg";

/** A text in Graphviz' language. */
const quoted = (text: string): string =>
	`"${text.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;

const vantageName = (vantage: string, t: Catalogue): string => {
	switch (vantage) {
		case "client":
			return t.topology.client;
		case "bastion":
			return t.topology.bastion;
		case "neighbour":
			return t.topology.neighbour;
		case "internet":
			return t.topology.internet;
		default:
			return "";
	}
};

/** The lab as a graph: who asks, through what, whom. */
export function topologyDot(
	topology: Topology,
	t: Catalogue,
	name: string,
): string {
	const { vantages, nodes, by, vips } = topology;
	const vip = vips
		.map(quoted)
		.map((each) => each.slice(1, -1))
		.join("\\n");
	return [
		"digraph {",
		`rankdir=TB; bgcolor="transparent"; nodesep=0.25; ranksep=0.4;`,
		`node [fontname="Helvetica", fontsize=12, shape=box, style=rounded, color="${light("muted")}", fontcolor="${light("ink")}", margin="0.22,0.08"];`,
		`edge [color="${light("muted")}", fontcolor="${light("muted")}", fontname="Helvetica", fontsize=10, arrowsize=0.7];`,
		...vantages.map(
			(vantage, index) =>
				`v${index} [label=${quoted(`${vantage}\n${vantageName(vantage, t)}`.trim())}];`,
		),
		`vip [label="${t.topology.by[by]}\\n${vip}", shape=hexagon, style=filled, fillcolor="${light("panel")}", color="${light("announce")}", penwidth=2];`,
		...nodes.map(
			({ name, address, holds }, index) =>
				`n${index} [label=${quoted([name, address, holds && t.topology.holds].filter(Boolean).join("\n"))}${
					holds
						? `, style="rounded,filled", fillcolor="${light("master")}", color="${light("master")}", fontcolor="${light("onMaster")}"`
						: ""
				}];`,
		),
		`{ rank=same; ${nodes.map((_, index) => `n${index};`).join(" ")} }`,
		...vantages.map((_, index) => `v${index} -> vip;`),
		...nodes.map(
			({ holds }, index) =>
				`vip -> n${index} [style=${holds ? "bold" : "dashed"}];`,
		),
		...nodes
			.slice(1)
			.map(
				(_, index) =>
					`n${index} -> n${index + 1} [dir=both, style=dotted, label="VRRP", minlen=2];`,
			),
		`label=${quoted(name)}; labelloc=b; fontname="Helvetica"; fontsize=11; fontcolor="${light("muted")}";`,
		"}",
	].join("\n");
}

/** Draws the lab by Graphviz, compiled to WebAssembly. */
export async function topologyChart(
	topology: Topology,
	t: Catalogue,
	name: string,
	title: string,
): Promise<Picture> {
	const { instance } = await import("@viz-js/viz");
	const viz = await instance();
	const drawn = viz.renderString(topologyDot(topology, t, name), {
		format: "svg",
	});
	const [, width = "0", height = "0"] =
		/<svg width="(\d+)pt" height="(\d+)pt"/.exec(drawn) ?? [];
	const svg = drawn
		.slice(drawn.indexOf("<svg"))
		.replaceAll(/<!--[\s\S]*?-->/g, "")
		.replaceAll(/<title>[\s\S]*?<\/title>/g, "")
		.replaceAll(/ (?:id|class|xmlns:xlink|font-family)="[^"]*"/g, "")
		.replaceAll(/\s*\n\s*/g, " ")
		.replace(
			/^<svg width="\d+pt" height="\d+pt"/,
			`<svg width="${width}" height="${height}" role="img" font-family="${escapeMarkup(FONT)}"`,
		)
		.replace(">", `><title>${escapeMarkup(title)}</title>`)
		.trim();
	return { width: Number(width), height: Number(height), svg };
}
