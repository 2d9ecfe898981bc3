import { type Panel, PanelKind } from '../observability/panel';

/** How wide a dashboard is. */
export const DASHBOARD_WIDTH = 24;

/** Where something stands in a dashboard, in units of its grid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** How many panels of a kind stand beside each other at most, and how high they are. */
const SHAPES: Readonly<Record<PanelKind, { readonly beside: number; readonly height: number }>> = {
  [PanelKind.TIME_SERIES]: { beside: 3, height: 8 },
  [PanelKind.STAT]: { beside: 6, height: 4 },
  [PanelKind.TABLE]: { beside: 1, height: 8 },
};

/** What a panel is shown as. */
export function kindOf(panel: Panel): PanelKind {
  return panel.kind ?? PanelKind.TIME_SERIES;
}

/** Places for panels, from a height on: in lines of one kind each, every line as wide as the dashboard. */
export function placesOf(panels: readonly Panel[], top: number): { readonly places: Place[]; readonly end: number } {
  const places: Place[] = [];
  let y = top;
  while (places.length < panels.length) {
    const kind = kindOf(panels[places.length]);
    const { beside, height } = SHAPES[kind];
    const same = lengthOfRun(panels, places.length, kind);
    // Lines of about the same length: four panels are two and two, not three and one.
    const lines = Math.ceil(same / beside);
    for (let line = 0; line < lines; line += 1, y += height) {
      const count = share(same, lines, line);
      for (let index = 0; index < count; index += 1) {
        const x = Math.floor((DASHBOARD_WIDTH * index) / count);
        places.push({ x, y, w: Math.floor((DASHBOARD_WIDTH * (index + 1)) / count) - x, h: height });
      }
    }
  }
  return { places, end: y };
}

function lengthOfRun(panels: readonly Panel[], start: number, kind: PanelKind): number {
  const other = panels.findIndex((panel, index) => index >= start && kindOf(panel) !== kind);
  return (other < 0 ? panels.length : other) - start;
}

function share(count: number, lines: number, line: number): number {
  return Math.floor(count / lines) + (line < count % lines ? 1 : 0);
}
