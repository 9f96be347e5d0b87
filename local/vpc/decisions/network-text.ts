import { AddressError, Ipv4Address, Ipv4Cidr } from "../../../base/ipv4";
import { recover } from "../../../base/recover";
import { VpcError } from "../errors";

function parsed<Value>(text: string, parse: (text: string) => Value): Value {
	return recover(
		AddressError,
		() => parse(text),
		({ message }) => {
			throw new VpcError("invalid-network", `${message}.`, text);
		},
	);
}

/** @throws VpcError `invalid-network` unless the text is a network in canonical notation */
export const cidrOf = (text: string): Ipv4Cidr => parsed(text, Ipv4Cidr.parse);

/** @throws VpcError `invalid-network` unless the text is an address */
export const addressOf = (text: string): Ipv4Address =>
	parsed(text, Ipv4Address.parse);
