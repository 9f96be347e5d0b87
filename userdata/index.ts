export { nginxFiles } from "./nginx-files";
export {
	faultFile,
	MAX_USER_DATA_BYTES,
	NODE_PATHS,
	renderUserData,
	UserDataError,
	type UserDataFile,
	type UserDataProps,
} from "./user-data";
