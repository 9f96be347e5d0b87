/** A machine that takes ssh, and the account that logs in. */
export interface SshMachine {
	readonly name: string;
	/** IPv4 address or host name. */
	readonly address: string;
	/** An account that is root or may use `sudo` without a password. */
	readonly user: string;
}

/** The way to a stack's machines: the bastion from here, the nodes by way of the bastion. */
export interface SshRoute {
	readonly bastion: SshMachine;
	readonly nodes: readonly SshMachine[];
}
