import type { Route } from "../vpc/entities";
import type { VpcEvent } from "../vpc/events";
import { pendingRoutes } from "../vpc/pending-routes";
import type { VpcService } from "../vpc/service";

/** Finishes changes of routes that a cloud answers before they are carried out. */
export class Settling {
	private readonly timers = new Map<string, NodeJS.Timeout>();

	/**
	 * @param milliseconds how long a change takes
	 * @param onError told when a change could not be finished
	 */
	constructor(
		private readonly service: VpcService,
		private readonly milliseconds: number,
		private readonly onError: (error: unknown) => void,
	) {}

	/** Also finishes what an earlier process left under way. */
	start(): void {
		for (const route of pendingRoutes(this.service.state)) {
			this.watch(route);
		}
	}

	/** Finishes later what these events began. */
	follow(events: readonly VpcEvent[]): void {
		for (const event of events) {
			if (event.type === "route-created" || event.type === "route-changed") {
				this.watch(event.route);
			}
		}
	}

	stop(): void {
		for (const timer of this.timers.values()) {
			clearTimeout(timer);
		}
		this.timers.clear();
	}

	private watch(route: Route): void {
		if (route.status === "available" || this.timers.has(route.id)) {
			return;
		}
		this.timers.set(
			route.id,
			setTimeout(() => {
				this.timers.delete(route.id);
				this.service
					.execute({ type: "settle-route", routeId: route.id })
					.catch(this.onError);
			}, this.milliseconds),
		);
	}
}
