/**
 * halab's construct library: what a highly available pair is asked for, the same on every cloud. Each cloud's
 * constructs are in `halab/tencentcloud`, `halab/alicloud` and `halab/ksyun`.
 */
export { HalabError, MistakeError } from "./base/halab-error";
export * from "./constructs";
export { CAPABILITIES } from "./design/capabilities";
export { CLOUD_IDS, type CloudId } from "./design/clouds";
export type {
	CloudCapabilities,
	RouteVipScope,
} from "./design/clouds/cloud-profile";
export { designHaPair } from "./design/design-ha-pair";
export { DesignError } from "./design/errors";
export type {
	HaPairDesign,
	NodeDesign,
	NodeFacts,
	VipDesign,
} from "./design/ha-pair-design";
export type {
	HaNodeProps,
	HaPairOptions,
	HaPairProps,
	RouteTarget,
} from "./design/ha-pair-props";
export {
	Health,
	type HealthSpec,
	type HttpHealthProps,
	type ScriptHealthProps,
} from "./design/health";
export type { OutagePrediction, PredictedFault } from "./design/outage";
export type { OutageTerm } from "./design/outage-term";
export type { SecurityProtocol, SecurityRule } from "./design/security-rule";
export {
	type BastionRulesProps,
	bastionSecurityRules,
} from "./design/security-rules";
export {
	type CustomServiceProps,
	type NginxProps,
	Service,
} from "./design/service";
export {
	TIMING_NAMES,
	TIMING_PROFILES,
	type TimingName,
	type TimingProfile,
} from "./design/timing";
export { Vip, type VipProps } from "./design/vip";
export { Vrrp, type VrrpProps } from "./design/vrrp";
export { withRouteTarget } from "./design/with-route-target";
export type { UserDataFile } from "./userdata";
