#!/usr/bin/env python3
"""Scores what `lookalike scan --json` says about copies: the kind of each pair, and the edit it states.

    score_edits.py TRUTH.csv REPORT.json [--seed S]

TRUTH.csv has the columns path,group,transform; the transforms are the 18 edits named in EDITS below, made from the
transform "original". Every member of a reported group that shares the truth group of its keeper counts: its relation must be
"edited" (or "exact"). Where the keeper itself is upright and whole (the original, or a copy that only changed colours or
format), the stated edit is compared with what was done: area kept within 5 points, turn within 2 degrees, mirrored or not,
scale within 3 %. With --seed the way of each quarter turn is known (drawn as random.Random('SEED/GROUP/rot90') does);
without it any quarter turn counts. Prints one line an edit and the totals.
"""
import argparse
import csv
import json
import os
import random
import sys
from collections import defaultdict

# transform: (share of the original shown, turn clockwise, mirrored, scale)
WHOLE = (1.0, 0.0, False, 1.0)
EDITS = {'original': WHOLE, 'jpeg30': WHOLE, 'bright': WHOLE, 'text': WHOLE, 'border': WHOLE, 'grey': WHOLE, 'blur': WHOLE,
         'webp': WHOLE, 'png': WHOLE, 'down25': (1.0, 0.0, False, 0.25), 'crop': (0.766, 0.0, False, 1.0),
         'crop10': (0.9, 0.0, False, 1.0), 'crop30': (0.7, 0.0, False, 1.0), 'crop50': (0.5, 0.0, False, 1.0),
         'hflip': (1.0, 0.0, True, 1.0), 'vflip': (1.0, 180.0, True, 1.0), 'rot90': (1.0, None, False, 1.0),
         'rot25': (None, -25.0, False, 1.0), 'square': (1.0, 0.0, False, None)}
UPRIGHT = {'original', 'jpeg30', 'bright', 'text', 'grey', 'blur', 'webp', 'png'}


def quarter_turn(seed, group):
    """Clockwise degrees; Pillow's ROTATE_90 turns the other way."""
    return random.Random(f'{seed}/{int(group[1:])}/rot90').choice([-90.0, 180.0, 90.0])


def between(a, b):
    return abs((a - b + 180) % 360 - 180)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('truth')
    ap.add_argument('report')
    ap.add_argument('--seed', type=int)
    ap.add_argument('--wrong', action='store_true', help='list what was wrong')
    a = ap.parse_args()
    root = os.path.dirname(os.path.realpath(a.truth))
    with open(a.truth, newline='', encoding='utf8') as f:
        truth = {os.path.join(root, r['path']): (r['group'], r['transform']) for r in csv.DictReader(f)}
    with open(a.report, encoding='utf8') as f:
        report = json.load(f)
    seen = defaultdict(lambda: defaultdict(list))
    for group in report['groups']:
        keeper = truth.get(os.path.realpath(group['keeper']))
        for photo in group['photos'][1:]:
            copy = truth.get(os.path.realpath(photo['path']))
            if keeper is None or copy is None or copy[0] != keeper[0]:
                continue
            is_copy = photo['relation'] in ('edited', 'exact')
            seen[copy[1]]['kind'].append(is_copy)
            checks = [('kind', is_copy)]
            edit = photo.get('edit')
            if edit and keeper[1] in UPRIGHT and copy[1] in EDITS:
                kept, turn, mirrored, scale = EDITS[copy[1]]
                if turn is None:
                    turn = quarter_turn(a.seed, copy[0]) if a.seed is not None else round(edit['turn'] / 90) * 90
                checks += [('turn', between(edit['turn'], turn) <= 2), ('mirror', edit['mirrored'] == mirrored)]
                if kept is not None:
                    checks.append(('kept', abs(edit['kept'] - kept) <= 0.05))
                if scale is not None:
                    checks.append(('scale', abs(edit['scale'] / scale - 1) <= 0.03))
                for what, right in checks[1:]:
                    seen[copy[1]][what].append(right)
            for what, right in checks:
                if a.wrong and not right:
                    print(f'{what}: {photo["path"]} ({copy[1]}) of {group["keeper"]} ({keeper[1]}): '
                          f'{photo["relation"]}, {edit and edit["words"]}', file=sys.stderr)
    columns = ('kind', 'kept', 'turn', 'mirror', 'scale')
    print('%-10s %6s' % ('edit', 'pairs') + ''.join(' %8s' % column for column in columns))
    total = {column: [] for column in columns}
    for name in sorted(seen):
        row = seen[name]
        share = lambda column: '%8.3f' % (sum(row[column]) / len(row[column])) if row[column] else '%8s' % '-'
        print('%-10s %6d' % (name, len(row['kind'])) + ''.join(' ' + share(column) for column in columns))
        for column in columns:
            total[column] += row[column]
    figures = ['%8.3f' % (sum(v) / len(v)) if v else '%8s' % '-' for v in total.values()]
    print('%-10s %6d' % ('all', len(total['kind'])) + ''.join(' ' + figure for figure in figures))


if __name__ == '__main__':
    main()
