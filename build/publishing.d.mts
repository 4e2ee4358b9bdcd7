/** Members of package.json, and where the README's links and pictures lead, after `publishing.json`. */
export function publishing(root: string): {
  readonly members: Readonly<Record<'repository' | 'bugs' | 'homepage', unknown>>;
  readonly links: string;
  readonly pictures: string;
};
