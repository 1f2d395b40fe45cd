#!/usr/bin/env python3
"""Trains the two models that say whether one photo was made from another, from measured evidence of pairs.

    verdict.py EVIDENCE.csv [--out models/verdict.csv]

EVIDENCE.csv has the columns label (1: one was made from the other), kind, areas, and the inputs below as
`lookalike_core::difference::NAMES` names them (`cargo bench --bench evidence < PAIRS.csv`). Prints, for every kind, what
the models say of it when neither that kind nor its likes were trained on, then writes the table of steps. Needs numpy, pandas and scikit-learn.

Each model is a sum of monotone steps, one input each (boosted stumps, Friedman 2001): `same` where no area differs, `covered`
where some do. Kinds count by the root of their number, both labels alike.
"""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

SAME = ['structure_top', 'structure_98', 'offset_top', 'colour_top', 'apart_top', 'apart_98', 'shift_50', 'shift_90', 'shift_lost']
COVERED = ['one_sided', 'ring_sided', 'emptied', 'share', 'shift_50', 'shift_90']
# 1: more of it speaks for an edit, -1: against, 0: either way.
SIGNS = {'same': [-1] * len(SAME), 'covered': [1, 1, 0, 0, -1, -1]}
INPUTS = {'same': SAME, 'covered': COVERED}
PUT_OVER = {'text', 'meme', 'meme_text', 'sticker25', 'watermark', 'date_stamp', 'stamp', 'arrow', 'bar', 'mosaic', 'emoji', 'mark'}
# Some of these pairs are whole and some covered, or their label is no matter of pixels: not trained on.
MIXED = {'cross', 'chain3', 'collage2x2', 'perspective', 'polaroid', 'product_hue', 'hdr_same_second', 'bright'}
LIKES = [{'holidays', 'second_shot', 'second_shot_walker', 'burst_same_second'}]
LIKELY, LIKELY_COVERED = .7, .97


def weights(rows):
    weight = 1 / np.sqrt(rows.kind.map(rows.kind.value_counts()).to_numpy())
    for label in (0, 1):
        at = rows.label.to_numpy() == label
        weight[at] *= len(rows) / 2 / weight[at].sum()
    return weight


def fit(rows, name):
    model = HistGradientBoostingClassifier(max_iter=60, max_depth=1, learning_rate=.25, min_samples_leaf=8, max_bins=64,
                                           monotonic_cst=SIGNS[name], l2_regularization=1.0)
    return model.fit(rows[INPUTS[name]].to_numpy(), rows.label, sample_weight=weights(rows))


def trained_on(rows, name):
    rows = rows[~rows.kind.isin(MIXED)]
    covered = rows.kind.isin(PUT_OVER)
    return rows[~covered] if name == 'same' else rows[(rows.areas > 0) & (covered | (rows.label == 0))]


def is_page(rows):
    return (rows.plain >= .45) | (rows.flat >= .6)


def edited(rows, same, covered):
    whole = rows.areas == 0
    share = np.where(whole, same.predict_proba(rows[SAME].to_numpy())[:, 1], covered.predict_proba(rows[COVERED].to_numpy())[:, 1])
    return share, np.where(whole, share >= LIKELY, (share >= LIKELY_COVERED) & ~is_page(rows))


def steps(model, name):
    """The rows of the table: where the sum begins, then each step."""
    begin, found = float(np.ravel(model._baseline_prediction)[0]), {}
    for stage in model._predictors:
        nodes = stage[0].nodes
        if len(nodes) < 3:
            begin += float(nodes[0]['value'])
            continue
        root = nodes[0]
        low, high = nodes[root['left']]['value'], nodes[root['right']]['value']
        begin += float(low)
        key = (INPUTS[name][root['feature_idx']], float(root['num_threshold']))
        found[key] = found.get(key, 0.0) + float(high - low)
    yield name, '', '', begin
    for (name_of, above), adds in sorted(found.items()):
        yield name, name_of, above, adds


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('evidence')
    ap.add_argument('--out', default='models/verdict.csv')
    args = ap.parse_args()
    rows = pd.read_csv(args.evidence)
    rows = rows[(rows.coarse == 'SamePicture') & rows.label.isin([0, 1]) & rows.areas.notna()]
    table, shares = [], []
    for kind in sorted(rows.kind.unique()):
        root = kind.removeprefix('copy-')
        likes = {root, 'copy-' + root}.union(*[like for like in LIKES if root in like])
        rest = rows[~rows.kind.isin(likes)]
        of = rows[rows.kind == kind]
        share, said = edited(of, fit(trained_on(rest, 'same'), 'same'), fit(trained_on(rest, 'covered'), 'covered'))
        table.append((of.label.iloc[0], kind, len(of), (of.areas == 0).mean(), said.mean()))
        shares.append(pd.DataFrame({'share': share, 'said': said, 'label': of.label}))
    print('share called edited, the kind and its likes left out')
    print(pd.DataFrame(table, columns=['label', 'kind', 'pairs', 'no area', 'edited']).sort_values(['label', 'kind']).round(3).to_string())
    shares = pd.concat(shares)
    shares = shares[shares.said]
    bands = pd.cut(shares.share, [0, .8, .9, .95, .99, 1])
    print('reliability of what is called edited:')
    print(shares.groupby(bands, observed=True).label.agg(['size', 'mean']).round(4).to_string())
    with open(args.out, 'w', encoding='utf8') as f:
        f.write('model,input,above,adds\n')
        for name in ('same', 'covered'):
            for model, of, above, adds in steps(fit(trained_on(rows, name), name), name):
                above = f'{above:.6g}' if above != '' else ''
                f.write(f'{model},{of},{above},{adds:.5f}\n')


if __name__ == '__main__':
    main()
