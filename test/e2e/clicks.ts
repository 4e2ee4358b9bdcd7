import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { type Task, walks } from './walks.ts';
import type { Workbench } from './workbench.ts';

/** A person's clicks, each told by what it was on. */
export class Clicks {
  readonly told: string[] = [];

  constructor(readonly workbench: Workbench) {}

  async on(what: string, where: Locator, options: Parameters<Locator['click']>[0] = {}): Promise<void> {
    await where.click(options);
    this.told.push(what);
  }

  /** An entry of the menu that a click opens: two clicks. */
  async inMenu(row: string, where: Locator, entry: string): Promise<void> {
    await this.workbench.chooseFromMenu(where, entry);
    this.told.push(row, entry);
  }

  /** A button in the header of a view. */
  async inTitle(button: string): Promise<void> {
    await this.workbench.pressInTitle(button);
    this.told.push(button);
  }

  /** A button that a row shows. */
  async inline(where: Locator, button: string): Promise<void> {
    await this.workbench.pressInline(where, button);
    this.told.push(button);
  }

  /** A button of the question that is open. */
  async inDialog(button: string): Promise<void> {
    await this.workbench.pressInDialog(button);
    this.told.push(button);
  }

  /** Holds them to what is told of a task, and counts anew. */
  took(task: Task): void {
    expect(this.told.splice(0), task).toHaveLength(walks[task].now);
  }
}
