import ipaddr from "ipaddr.js";
import { Ipv4Cidr } from "../../base/ipv4";

/** A subnet's mask in dotted decimal notation. */
export const netmaskOf = (cidr: string): string =>
	ipaddr.IPv4.subnetMaskFromPrefixLength(
		Ipv4Cidr.parse(cidr).prefixLength,
	).toString();
