export { nginxFiles } from "./nginx-files";
export {
	faultFile,
	NEAR_LIMIT,
	NODE_PATHS,
	renderPairUserData,
	renderUserData,
	UserDataError,
	type UserDataFile,
	type UserDataProps,
	withFacts,
} from "./user-data";
export {
	idStandIn,
	type UserDataLimit,
	userDataBytes,
} from "./user-data-size";
