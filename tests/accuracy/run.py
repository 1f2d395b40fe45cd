#!/usr/bin/env python3
"""Runs all accuracy sets and prints one table.

    run.py LOOKALIKE EVAL PHOTOS [--seeds 901 902 903] [--work FOLDER]

LOOKALIKE is the program, EVAL the folder with make_confusable.py, make_copies.py, make_hard.py, make_modern.py and score.py, PHOTOS
the photographs. Every picture is drawn anew for each seed. Of look-alikes the table has the pairs called edited or exact (there
should be none, but `product_hue` by its hue) and the true copies found; of copies the pairs' precision and the recall of
(original, copy); of hard and modern edits the mean recall over their kinds and the worst kind. Needs what those scripts need.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter


def scan(program, folder):
    done = subprocess.run([program, 'scan', '--json', '--no-cache', folder], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def relations(report):
    """What is said of each two photos of a group: only a keeper and its members are a pair."""
    for group in report['groups']:
        keeper = os.path.realpath(group['keeper'])
        for photo in group['photos']:
            path = os.path.realpath(photo['path'])
            if path != keeper:
                yield keeper, path, photo['relation'], (photo.get('edit') or {}).get('words', ''), group.get('reason')


def confusable(args, work, seed):
    out = os.path.join(work, f'confusable{seed}')
    subprocess.run([sys.executable, f'{args.eval}/make_confusable.py', args.photos, out, '--list', args.list, '--seed', str(seed),
                    '--copies'], check=True, stdout=subprocess.DEVNULL)
    with open(f'{out}/truth.csv', newline='', encoding='utf8') as f:
        truth = {os.path.realpath(f'{out}/{r["path"]}'): (r['group'], r['transform']) for r in csv.DictReader(f)}
    with open(f'{out}/pairs.csv', newline='', encoding='utf8') as f:
        kinds = {}
        for row in csv.DictReader(f):
            kinds[truth[os.path.realpath(f'{out}/{row["a"]}')][0]] = kinds[truth[os.path.realpath(f'{out}/{row["b"]}')][0]] = row['kind']
    wrong, hues, found, grouped = Counter(), 0, set(), set()
    for keeper, path, relation, words, reason in relations(scan(args.program, out)):
        one, other = truth[keeper], truth[path]
        if one[0] == other[0]:
            grouped.add(one[0])
            found |= {one[0]} if relation != 'similar' else set()
        elif relation != 'similar':
            kind = kinds[one[0]]
            by_hue = kind == 'product_hue' and 'different hue' in words and not reason
            hues += by_hue
            wrong[kind] += not by_hue
    groups = {group for group, _ in truth.values()}
    lost = Counter(kinds[group] for group in groups - found)
    print(f'look-alikes {seed}: called edited {sum(wrong.values())} {dict(wrong)}, by hue {hues}; copies found '
          f'{len(found) / len(groups):.4f} as edited, {len(grouped) / len(groups):.4f} in a group, not found: {dict(lost)}')


def scored(args, work, name, seed, more):
    out = os.path.join(work, f'{name}{seed}')
    subprocess.run([sys.executable, f'{args.eval}/make_{name}.py', args.photos, out, '--list', args.list, '--seed', str(seed), *more],
                   check=True, stdout=subprocess.DEVNULL)
    with open(f'{out}/report.json', 'w', encoding='utf8') as f:
        report = scan(args.program, out)
        json.dump({'groups': [[photo['path'] for photo in group['photos']] for group in report['groups']]}, f)
    subprocess.run([sys.executable, f'{args.eval}/score.py', '--truth', f'{out}/truth.csv', '--groups', f'{out}/report.json', '--json',
                    f'{out}/score.json'], check=True, stdout=subprocess.DEVNULL)
    with open(f'{out}/score.json', encoding='utf8') as f:
        score = json.load(f)
    kinds = [row for row in score['per_transform'] if row['transform'] not in ('original', 'distractor')]
    worst = sorted((row['recall'], row['transform']) for row in kinds)[:4]
    print(f'{name} {seed}: precision {score["precision"]:.5f}, recall {score["recall_to_original"]:.4f}, macro '
          f'{score["macro_recall"]:.4f}, worst ' + ', '.join(f'{kind} {recall:.3f}' for recall, kind in worst))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('eval')
    ap.add_argument('photos')
    ap.add_argument('--seeds', type=int, nargs='+', default=[901, 902, 903])
    ap.add_argument('--work')
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or temporary
        args.list = os.path.join(work, 'list')
        with open(args.list, 'w', encoding='utf8') as f:
            f.writelines(name + '\n' for name in sorted(os.listdir(args.photos)))
        for seed in args.seeds:
            confusable(args, work, seed)
            scored(args, work, 'copies', seed, ['--n', '120', '--distractors', '300'])
            scored(args, work, 'hard', seed, [])
            scored(args, work, 'modern', seed, [])


if __name__ == '__main__':
    main()
