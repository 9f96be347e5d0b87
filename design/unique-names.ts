/** Gives each thing of a kind a name of its own: `check`, `check_2`, `check_3`, … */
export class UniqueNames {
	private readonly taken = new Map<string, number>();

	add(name: string): string {
		const number = (this.taken.get(name) ?? 0) + 1;
		this.taken.set(name, number);
		return number === 1 ? name : `${name}_${number}`;
	}
}
