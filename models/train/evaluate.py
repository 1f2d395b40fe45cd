"""How well embeddings tell copies from strangers, on pictures that were not trained on.

    python3 models/train/evaluate.py --pictures DIR_OR_TAR... --held-out 400 --model models/lookalike.onnx

From each held-out picture 14 copies are made with Pillow, apart from the edits of augment.py. One threshold serves all
pairs: printed are average precision, recall at precision 0.999, and the recall of each edit there; --table writes
distance, precision and recall in steps of 0.01. `--labelled DIR` scores a folder with a truth.csv (path, group,
transform) instead.
"""
import argparse
import csv
import io
import pathlib
import random

import numpy as np
import onnxruntime
import torch
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

import pictures as store


def part(image, share, rng):
    width, height = round(image.width * share ** 0.5), round(image.height * share ** 0.5)
    x, y = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    return image.crop((x, y, x + width, y + height))


def saved(image, quality, format='JPEG'):
    buffer = io.BytesIO()
    image.save(buffer, format, quality=quality)
    return Image.open(buffer).convert('RGB')


def captioned(image, rng):
    image = image.copy()
    draw, tall = ImageDraw.Draw(image), image.height // 9
    top = rng.choice((0, image.height - tall - 4))
    draw.rectangle((0, top, image.width, top + tall), (0, 0, 0))
    draw.text((image.width // 5, top), 'the best of 2016', (255, 255, 255), ImageFont.load_default(tall * 0.7))
    return image


def framed(image, rng):
    image = ImageOps.expand(image, rng.randint(3, 10), (255, 255, 255))
    return ImageOps.pad(image, (image.width, round(image.height * 1.2)), color=(255, 255, 255))


EDITS = {
    'crop 70': lambda image, rng: part(image, 0.7, rng),
    'crop 50': lambda image, rng: part(image, 0.5, rng),
    'mirror': lambda image, rng: ImageOps.mirror(image),
    'flip': lambda image, rng: ImageOps.flip(image),
    'quarter': lambda image, rng: image.rotate(rng.choice((90, 180, 270)), expand=True),
    'turn': lambda image, rng: image.rotate(25, Image.Resampling.BICUBIC),
    'turn, grown': lambda image, rng: image.rotate(rng.choice((-25, 25)), Image.Resampling.BICUBIC, expand=True),
    'grey': lambda image, rng: ImageOps.grayscale(image).convert('RGB'),
    'jpeg 30': lambda image, rng: saved(image, 30),
    'webp 60': lambda image, rng: saved(image, 60, 'WEBP'),
    'light': lambda image, rng: ImageEnhance.Contrast(ImageEnhance.Brightness(image).enhance(rng.choice((0.7, 1.3)))).enhance(1.15),
    'caption': captioned,
    'frame': framed,
    'small': lambda image, rng: image.resize((64, 64)).filter(ImageFilter.GaussianBlur(0.4)),
}


def copies(pictures, edits=tuple(EDITS)):
    """(squeezed views [n, 3, 160, 160], picture of each, edit of each); the picture itself is the edit "original"."""
    views, groups, names = [], [], []
    for number, (name, data) in enumerate(pictures):
        image = store.opened(data)
        for edit in ('original', *edits):
            rng = random.Random(f'{name}/{edit}')
            views.append(store.squeezed(EDITS[edit](image, rng) if edit != 'original' else image, store.export.SIZE))
            groups.append(number)
            names.append(edit)
    return torch.stack(views), np.array(groups), np.array(names)


def labelled(folder):
    """The same from a folder with a truth.csv."""
    folder = pathlib.Path(folder)
    with open(folder / 'truth.csv', newline='', encoding='utf8') as file:
        rows = list(csv.DictReader(file))
    views = torch.stack([store.squeezed(Image.open(folder / row['path']).convert('RGB'), store.export.SIZE) for row in rows])
    return views, np.array([row['group'] for row in rows]), np.array([row['transform'] for row in rows])


class Scores:
    """All pairs of a labelled set, nearest first."""

    def __init__(self, vectors, groups, edits):
        self.vectors, self.groups, self.edits = vectors, groups, edits
        first, second = np.triu_indices(len(groups), 1)
        distances = 1 - (vectors @ vectors.T)[first, second]
        copies = groups[first] == groups[second]
        order = np.argsort(distances, kind='stable')
        self.distances = distances[order]
        self.found = np.cumsum(copies[order])
        self.precision = self.found / np.arange(1, len(order) + 1)
        self.recall = self.found / copies.sum()
        self.average_precision = float(self.precision[copies[order]].sum() / copies.sum())

    def at(self, precision):
        """(recall, distance) of the loosest threshold that keeps this precision."""
        good = np.flatnonzero(self.precision >= precision)
        return (float(self.recall[good[-1]]), float(self.distances[good[-1]])) if len(good) else (0.0, 0.0)

    def within(self, distance):
        """(precision, recall) of the pairs up to a distance."""
        last = np.searchsorted(self.distances, distance, 'right') - 1
        return (float(self.precision[last]), float(self.recall[last])) if last >= 0 else (1.0, 0.0)

    def confidence(self, edges):
        """Of the pairs between each two edges, the share that are copies, never rising with the distance: isotonic
        regression by pooling adjacent violators (Zadrozny and Elkan, KDD 2002)."""
        ends = np.searchsorted(self.distances, edges, 'right')
        counts = np.diff(np.concatenate([[0], ends]))
        copies = np.diff(np.concatenate([[0], self.found[np.maximum(ends - 1, 0)] * (ends > 0)]))
        pools = []
        for count, right in zip(counts, copies):
            pools.append([count, right, 1])
            while len(pools) > 1 and pools[-1][1] * pools[-2][0] >= pools[-2][1] * pools[-1][0]:
                pools[-2:] = [[a + b for a, b in zip(*pools[-2:])]]
        return [right / max(count, 1) for count, right, bins in pools for _ in range(bins)]

    def by_edit(self, distance):
        """Share of each edit's copies that lie within a distance of their original."""
        originals = {self.groups[n]: self.vectors[n] for n in np.flatnonzero(self.edits == 'original')}
        near = {}
        for group, edit, vector in zip(self.groups, self.edits, self.vectors):
            if edit != 'original' and group in originals:
                near.setdefault(edit, []).append(1 - originals[group] @ vector <= distance)
        return {edit: float(np.mean(hits)) for edit, hits in near.items()}

    def proposed(self, count):
        """Share of each edit's copies where copy or original is among the other's nearest `count`."""
        similarity = self.vectors @ self.vectors.T
        np.fill_diagonal(similarity, -np.inf)
        rank = np.argsort(np.argsort(-similarity, 1, kind='stable'), 1, kind='stable')
        rank = np.minimum(rank, rank.T)
        originals = {self.groups[n]: n for n in np.flatnonzero(self.edits == 'original')}
        near = {}
        for number, (group, edit) in enumerate(zip(self.groups, self.edits)):
            if edit != 'original' and group in originals:
                near.setdefault(edit, []).append(rank[number, originals[group]] < count)
        return {edit: float(np.mean(hits)) for edit, hits in near.items()}


def embedded_by_onnx(path, views, threads=2):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=['CPUExecutionProvider'])
    return np.concatenate([session.run(None, {'photo': view.permute(1, 2, 0)[None].numpy()})[0] for view in views])


@torch.no_grad()
def embedded(network, views, batch=64):
    device = network.axes.device
    return np.concatenate([network(views[start:start + batch].to(device)).cpu().numpy()
                           for start in range(0, len(views), batch)])


def report(scores):
    print(f'{len(scores.groups)} files, average precision {scores.average_precision:.4f}')
    for precision in (0.999, 0.99):
        recall, distance = scores.at(precision)
        print(f'precision {precision}: recall {recall:.4f} up to distance {distance:.3f}')
    threshold = scores.at(0.999)[1]
    print('  '.join(f'{edit} {share:.3f}' for edit, share in sorted(scores.by_edit(threshold).items())))


def write_table(scores, path):
    """Precision and recall of all pairs up to each distance, and the confidence of one pair just at it."""
    edges = np.arange(1, 76) / 100
    with open(path, 'w', newline='') as file:
        rows = csv.writer(file, lineterminator='\n')
        rows.writerow(('distance', 'precision', 'recall', 'confidence'))
        for edge, confidence in zip(edges, scores.confidence(edges)):
            rows.writerow((f'{edge:.2f}', *(f'{value:.5f}' for value in (*scores.within(edge), confidence))))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--pictures', nargs='*', default=[], metavar='DIR_OR_TAR')
    parser.add_argument('--without', nargs='*', default=[], metavar='DIR_OR_TAR', help='leave these pictures out')
    parser.add_argument('--held-out', type=int, default=400, help='the same number as in training')
    parser.add_argument('--labelled', metavar='DIR')
    parser.add_argument('--model', required=True, help='an ONNX file')
    parser.add_argument('--side', type=int, default=store.export.SIZE, help='of the square photo that the file takes')
    parser.add_argument('--table', type=pathlib.Path, help='write the calibration as CSV')
    arguments = parser.parse_args()
    store.export.SIZE = arguments.side
    if arguments.labelled:
        views, groups, edits = labelled(arguments.labelled)
    else:
        known = store.without(store.named_pictures(arguments.pictures), store.named_pictures(arguments.without))
        views, groups, edits = copies(store.split(known, arguments.held_out)[1])
    scores = Scores(embedded_by_onnx(arguments.model, views), groups, edits)
    report(scores)
    if arguments.table:
        write_table(scores, arguments.table)


if __name__ == '__main__':
    main()
