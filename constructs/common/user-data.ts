import {
	Fn,
	Lazy,
	Op,
	TerraformElement,
	TerraformLocal,
	type TerraformResource,
	type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct } from "constructs";
import { CLOUDS, type CloudId } from "../../design/clouds";
import { idReference, resourceAddress } from "./reference";
import { escapeTemplate } from "./template";
import { TerraformData } from "./terraform-data";

/** A machine's user data on its way into a cloud. */
interface EncodedUserData {
	/** What the machine's `user_data` takes: base64 of the text, or of its gzip. */
	readonly userData: string;
	/** Of the machine: it stays as it is when its user data changes, and what is too large is refused. */
	readonly lifecycle: TerraformResourceLifecycle & {
		readonly ignoreChanges: string[];
	};
	/** Reference to a hash of the text, every value in it filled in. */
	readonly hash: string;
}

/** Length in characters of the base64 of so many bytes. */
const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/**
 * Encodes user data as a cloud takes it. The text stays readable in a local value of the stack; Terraform fills in the
 * references in it, and encodes it.
 *
 * @param id of the machine
 */
function encodeUserData(
	scope: Construct,
	id: string,
	cloud: CloudId,
	text: string,
): EncodedUserData {
	const { title, userData } = CLOUDS[cloud];
	const { limitBytes, measured, encoding } = userData;
	const local = new TerraformLocal(
		scope,
		`${id}-user-data`,
		escapeTemplate(text),
	);
	const encode = (): string =>
		encoding === "gzip"
			? Fn.base64gzip(local.asString)
			: Fn.base64encode(local.asString);
	// Local values of their own: Terraform shows what a condition refers to, and the text is long.
	const hash = new TerraformLocal(
		scope,
		`${id}-user-data-hash`,
		Fn.sha256(local.asString),
	);
	const size = new TerraformLocal(
		scope,
		`${id}-user-data-size`,
		Fn.lengthOf(encode()),
	);
	return {
		userData: encode(),
		hash: hash.asString,
		lifecycle: {
			ignoreChanges: ["user_data"],
			precondition: [
				{
					condition: Op.lte(
						size.asNumber,
						measured === "base64" ? limitBytes : base64Length(limitBytes),
					),
					errorMessage: `The user data of ${id} is larger than ${title} takes when every value in it is filled in: more than ${limitBytes} bytes${measured === "base64" ? " after base64" : ""}. Shorten the files of its service, or fetch large ones from packages or object storage.`,
				},
			],
		},
	};
}

/** A check block: what it finds is a warning of every plan and apply. */
class Check extends TerraformElement {
	constructor(
		scope: Construct,
		id: string,
		private readonly condition: unknown,
		private readonly errorMessage: string,
	) {
		super(scope, id);
	}

	override toTerraform(): unknown {
		return {
			check: {
				[this.friendlyUniqueId]: {
					assert: [
						{
							condition: this.condition,
							error_message: this.errorMessage,
						},
					],
				},
			},
		};
	}
}

/**
 * Has Terraform remember the hash of the user data with which a machine was made, and warn in every plan while that of
 * the stack is another one.
 *
 * @param id of the machine
 */
function watchUserData(
	scope: Construct,
	id: string,
	machine: TerraformResource,
	{ hash }: EncodedUserData,
): void {
	const record = new TerraformData(scope, `${id}-booted-with`, {
		input: hash,
		lifecycle: {
			ignoreChanges: ["input"],
			replaceTriggeredBy: [idReference(machine)],
		},
	});
	const address = Lazy.stringValue({ produce: () => resourceAddress(machine) });
	new Check(
		scope,
		`${id}-user-data-check`,
		Op.eq(record.input, hash),
		`${id} runs with older user data than the stack's; it stays as it is until it is replaced. One node at a time, the backup first, each drained before: terraform apply -replace='${address}'`,
	);
}

/** Props of a machine that come of its user data. */
export interface UserDataProps {
	readonly userData?: string;
	readonly lifecycle?: TerraformResourceLifecycle;
}

/**
 * Makes a machine with its user data, if it has any.
 *
 * A machine reads its user data once, when it boots for the first time. Terraform therefore leaves a machine alone whose
 * user data has changed, whether the text or only what Terraform's compressor makes of it: every plan says so, and
 * whoever runs Terraform decides when the machine is replaced.
 *
 * @param id of the machine
 * @param ignored further attributes of the machine whose changes are ignored
 */
export function withUserData<M extends TerraformResource>(
	scope: Construct,
	id: string,
	cloud: CloudId,
	text: string | undefined,
	ignored: readonly string[],
	create: (props: UserDataProps) => M,
): M {
	if (text === undefined) {
		return create(
			ignored.length === 0
				? {}
				: { lifecycle: { ignoreChanges: [...ignored] } },
		);
	}
	const encoded = encodeUserData(scope, id, cloud, text);
	const { userData, lifecycle } = encoded;
	const machine = create({
		userData,
		lifecycle: {
			...lifecycle,
			ignoreChanges: [...ignored, ...lifecycle.ignoreChanges],
		},
	});
	watchUserData(scope, id, machine, encoded);
	return machine;
}
