import { AddressError, Ipv4Address, Ipv4Cidr } from "../../../design/net/ipv4";
import { VpcError } from "../errors";

function parsed<Value>(text: string, parse: (text: string) => Value): Value {
	try {
		return parse(text);
	} catch (error) {
		if (!(error instanceof AddressError)) {
			throw error;
		}
		throw new VpcError("invalid-network", `${error.message}.`, text);
	}
}

/** @throws VpcError `invalid-network` unless the text is a network in canonical notation */
export const cidrOf = (text: string): Ipv4Cidr => parsed(text, Ipv4Cidr.parse);

/** @throws VpcError `invalid-network` unless the text is an address */
export const addressOf = (text: string): Ipv4Address =>
	parsed(text, Ipv4Address.parse);
