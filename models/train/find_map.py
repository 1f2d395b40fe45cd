#!/usr/bin/env python3
"""Mean average precision of `lookalike find` on INRIA Holidays, measured as its authors do (Jegou, Douze, Schmid 2008):
the first photo of each group asks, it is left out of what it finds, and all others of its group are right. A group that
holds one photo asks nothing.

    python3 models/train/find_map.py --truth holidays/truth.csv --program target/release/lookalike holidays

truth.csv has the columns path and group; its paths lie below its own folder. Needs nothing but Python.
"""
import argparse
import csv
import json
import os
import subprocess


def groups_of(truth):
    folder = os.path.dirname(os.path.abspath(truth))
    groups = {}
    with open(truth, newline='', encoding='utf8') as rows:
        for row in csv.DictReader(rows):
            groups.setdefault(row['group'], []).append(os.path.realpath(os.path.join(folder, row['path'])))
    return {name: photos for name, photos in groups.items() if len(photos) > 1}


def average_precision(found, right):
    """Area under precision and recall by trapezoids, as the authors' own script takes it."""
    area, hits = 0.0, 0
    for rank, photo in enumerate(found):
        if photo in right:
            before = 1.0 if rank == 0 else hits / rank
            hits += 1
            area += (before + hits / (rank + 1)) / 2 / len(right)
    return area


def find(program, example, folders):
    command = [program, 'find', example, *folders, '--json', '--limit', '1000000']
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if answer.returncode not in (0, 1):
        raise SystemExit(answer.stderr.decode('utf8', 'replace'))
    return [photo['path'] for photo in json.loads(answer.stdout)['photos']]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--truth', required=True)
    parser.add_argument('--program', required=True)
    parser.add_argument('folders', nargs='+')
    options = parser.parse_args()
    scores, first = [], 0
    for photos in groups_of(options.truth).values():
        example, right = photos[0], set(photos[1:])
        found = find(options.program, example, options.folders)
        scores.append(average_precision(found, right))
        first += bool(found) and found[0] in right
    print('%d examples: mean average precision %.4f, nearest photo right %.4f'
          % (len(scores), sum(scores) / len(scores), first / len(scores)))


if __name__ == '__main__':
    main()
