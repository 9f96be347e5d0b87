import type { Step } from "../../log/step";
import type { Words } from "../say";

/** What faults do. */
export const STEPS: Words<Step> = {
	nothing: () => "nothing",
	"power-cut": () => "power cut",
	"power-off": () => "power off",
	"power-on": () => "power on",
	reboot: () => "reboot",
	freeze: () => "freeze",
	thaw: () => "thaw",
	"link-down": () => "link down",
	"link-up": () => "link up",
	"lose-vrrp-between-nodes": () => "VRRP between the nodes is lost",
	"lose-all-between-nodes": () => "everything between the nodes is lost",
	"lose-all-from-master": () => "everything from the master is lost",
	"lose-all-to-master": () => "everything to the master is lost",
	"lose-share": ({ percent }) =>
		`${percent} % of the master's packets are lost`,
	"packets-pass": () => "all packets pass",
	"kill-vrrp-process": () => "kill -9 VRRP process of keepalived",
	"break-keepalived-config": () => "reload with a broken keepalived.conf",
	"restore-keepalived-config": () => "keepalived.conf as before",
	"set-tracked-file": ({ path, value }) => `echo ${value} >${path}`,
	"nginx-answers-500": () => "nginx: return 500",
	"start-slow-backend": ({ seconds }) =>
		`a backend that answers after ${seconds} s`,
	"nginx-asks-slow-backend": () => "nginx: proxy_pass to the slow backend",
	"restore-nginx-config": () => "nginx: configuration as before",
	"fill-disk": () => "/var is full",
	"empty-disk": () => "/var has room",
	"clock-ahead": () => "clock one hour ahead",
	"set-clock": () => "clock set by its time service",
	"break-api": ({
		fault: { kind, milliseconds, changes, probability, count, forMs },
	}) => {
		const requests = changes ? "changes" : "requests";
		return [
			`API: ${kind}`,
			milliseconds !== undefined && `${milliseconds} ms`,
			probability !== undefined &&
				`for ${probability * 100} % of the ${requests}`,
			count !== undefined && `for ${count} ${requests}`,
			`for ${forMs / 1000} s at most`,
		]
			.filter((part) => part !== false)
			.join(" ");
	},
	"heal-api": () => "API: as before",
};
