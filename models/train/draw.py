"""Draws the calibration table.

    python3 models/train/draw.py models/calibration.csv models/train/calibration.png
"""
import argparse
import csv
import pathlib

DEFAULT = 0.44  # the distance up to which the program groups photos


def draw(table, file):
    import matplotlib
    matplotlib.use('Agg')
    from matplotlib import pyplot
    with open(table, newline='') as rows:
        rows = list(csv.DictReader(rows))
    distances = [float(row['distance']) for row in rows]
    figure, axes = pyplot.subplots(figsize=(7, 4))
    for column, colour in (('precision', 'tab:blue'), ('recall', 'tab:green'), ('confidence', 'tab:orange')):
        name = 'confidence of a pair at it' if column == 'confidence' else f'{column} of the pairs up to it'
        axes.plot(distances, [float(row[column]) for row in rows], color=colour, label=name)
    axes.axvline(DEFAULT, color='grey', linestyle='--', linewidth=1, label=f'the program\'s default, {DEFAULT}')
    axes.set(xlabel='cosine distance', xlim=(0, distances[-1]), ylim=(0, 1.02))
    axes.grid(alpha=0.3)
    axes.legend(fontsize='x-small', loc='upper left', bbox_to_anchor=(0, 0.95))
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    pyplot.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('table', type=pathlib.Path, help='CSV, as evaluate.py writes it')
    parser.add_argument('picture', type=pathlib.Path, help='PNG')
    arguments = parser.parse_args()
    draw(arguments.table, arguments.picture)


if __name__ == '__main__':
    main()
