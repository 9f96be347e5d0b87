export {
	type CloudAddresses,
	cloudAddresses,
	type ServiceAddress,
} from "../../design/cloud-addresses";
