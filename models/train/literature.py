"""The literature's own tests, with this package's losses: MNIST and Omniglot.

    python3 models/train/literature.py mnist --data DIR --out RUN
    python3 models/train/literature.py omniglot --data DIR --runs DIR --out RUN

MNIST (DIR: the four usual .gz files): a Siamese network with contrastive loss draws the digits into a plane (Hadsell,
Chopra, LeCun 2006); RUN gets the picture, and a nearest-neighbour vote names the 10,000 test digits. Omniglot (DIR:
alphabet/character/drawing.png, all 50 alphabets): a network trained on the 30 background alphabets names a character of a
new alphabet from one example among 20 (Koch, Zemel, Salakhutdinov 2015); `--runs`: the 20 runs published by Lake et al. 2015.
"""
import argparse
import gzip
import math
import pathlib
import time

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

import losses

SIDE = 28
BACKGROUND = {
    'Alphabet_of_the_Magi', 'Anglo-Saxon_Futhorc', 'Arcadian', 'Armenian', 'Asomtavruli_(Georgian)', 'Balinese', 'Bengali',
    'Blackfoot_(Canadian_Aboriginal_Syllabics)', 'Braille', 'Burmese_(Myanmar)', 'Cyrillic', 'Early_Aramaic', 'Futurama',
    'Grantha', 'Greek', 'Gujarati', 'Hebrew', 'Inuktitut_(Canadian_Aboriginal_Syllabics)', 'Japanese_(hiragana)',
    'Japanese_(katakana)', 'Korean', 'Latin', 'Malay_(Jawi_-_Arabic)', 'Mkhedruli_(Georgian)', 'N_Ko',
    'Ojibwe_(Canadian_Aboriginal_Syllabics)', 'Sanskrit', 'Syriac_(Estrangelo)', 'Tagalog', 'Tifinagh'}
WAYS = 20
TRIALS = 20  # of one alphabet
DEVICE = torch.device('cuda' if torch.cuda.is_available() else 'cpu')


def network(width, output):
    """Four convolutions, each halving the side, then a projection."""
    layers, channels = [], 1
    for _ in range(4):
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True)]
        channels = width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(4 * width, output))


def never(pictures, others):
    return torch.zeros(len(pictures), len(others), dtype=torch.bool, device=DEVICE)


def shaken(images, generator, degrees=10.0, shift=0.08, stretch=0.12):
    """Each drawing turned, stretched, slanted and moved a little; ink is 1, paper 0."""
    count = len(images)

    def uniform(reach):
        return (torch.rand(count, generator=generator) * 2 - 1) * reach
    angle = uniform(math.radians(degrees))
    matrix = torch.stack([angle.cos() * (1 + uniform(stretch)), -angle.sin() + uniform(stretch), uniform(shift),
                          angle.sin(), angle.cos() * (1 + uniform(stretch)), uniform(shift)], 1).view(count, 2, 3)
    images, grid = images.to(DEVICE), F.affine_grid(matrix, images.shape, align_corners=False).to(DEVICE)
    return F.grid_sample(images, grid, align_corners=False)


def train(model, batch_of, loss, steps, rate):
    """Adam with half a cosine; `batch_of` gives (pictures, classes), `loss` takes pairs."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)
    memory, since = losses.Memory(0, 1, DEVICE), time.monotonic()
    for step in range(1, steps + 1):
        pictures, classes = batch_of()
        total = loss(losses.Pairs(model(pictures), classes.to(DEVICE), memory, never))
        optimiser.zero_grad(set_to_none=True)
        total.backward()
        optimiser.step()
        schedule.step()
        if step % 200 == 0:
            print(f'{step} of {steps}, {time.monotonic() - since:.0f} s, loss {total.item():.4f}', flush=True)
    return model.eval()


@torch.no_grad()
def embedded(model, pictures, batch=1000):
    return torch.cat([model(pictures[start:start + batch].to(DEVICE)).cpu() for start in range(0, len(pictures), batch)])


# MNIST.

def digits(folder, name):
    def read(kind, header):
        with gzip.open(folder / f'{name}-{kind}.gz') as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)
    pictures = torch.from_numpy(read('images-idx3-ubyte', 16).reshape(-1, 1, SIDE, SIDE).copy()).float() / 255
    return pictures, torch.from_numpy(read('labels-idx1-ubyte', 8).astype(np.int64))


def mnist(arguments, generator):
    pictures, labels = digits(arguments.data, 'train')
    test, test_labels = digits(arguments.data, 't10k')

    def batch_of():
        rows = torch.randint(len(pictures), (arguments.batch,), generator=generator)
        return shaken(pictures[rows], generator), labels[rows]
    model = train(network(32, 2).to(DEVICE), batch_of, losses.contrastive, arguments.steps, 3e-3)
    points, test_points = embedded(model, pictures), embedded(model, test)
    votes = [labels[torch.cdist(part, points).topk(15, largest=False).indices].mode(1).values
             for part in test_points.split(500)]
    print(f'MNIST, 2 components: {(torch.cat(votes) == test_labels).float().mean():.4f} of 10,000 test digits named rightly')
    draw(test_points.numpy(), test_labels.numpy(), arguments.out / 'mnist.png')


def draw(points, labels, file):
    import matplotlib
    matplotlib.use('Agg')
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(figsize=(6, 6))
    axes.scatter(*points.T, c=labels, cmap='tab10', s=2)
    for digit in range(10):
        axes.annotate(str(digit), points[labels == digit].mean(0), fontsize=16, weight='bold', ha='center', va='center')
    axes.set_axis_off()
    figure.savefig(file, dpi=110, bbox_inches='tight')


# Omniglot.

def drawing(file):
    """Ink as 1; bigger drawings are averaged down."""
    image = Image.open(file).convert('L')
    if image.size != (SIDE, SIDE):
        image = image.resize((SIDE, SIDE), Image.Resampling.BOX).point(lambda grey: 255 * (grey > 191))
    return torch.from_numpy(1 - np.asarray(image, np.float32) / 255)[None]


def alphabets(folder):
    """{alphabet: drawings [characters, 20, 1, 28, 28]}"""
    return {alphabet.name: torch.stack([torch.stack([drawing(file) for file in sorted(character.glob('*.png'))])
                                        for character in sorted(alphabet.iterdir())])
            for alphabet in sorted(folder.iterdir()) if alphabet.is_dir()}


def one_shot(model, examples, questions):
    """How many of the questions [n] have their own example [n] nearest."""
    vectors, asked = F.normalize(embedded(model, examples)), F.normalize(embedded(model, questions))
    return int(((asked @ vectors.T).argmax(1) == torch.arange(len(questions))).sum())


def within_alphabets(model, known, generator):
    """Koch's way: 20 characters of one alphabet, an example by one person, questions by another."""
    right = asked = 0
    for drawings in known.values():
        for _ in range(TRIALS):
            characters = torch.randperm(len(drawings), generator=generator)[:WAYS]
            one, other = torch.randperm(drawings.shape[1], generator=generator)[:2]
            right += one_shot(model, drawings[characters, one], drawings[characters, other])
            asked += len(characters)
    return right / asked


def published_runs(model, folder):
    right = asked = 0
    for run in sorted(path for path in folder.iterdir() if path.is_dir()):
        rows = [line.split() for line in (run / 'class_labels.txt').read_text().splitlines() if line]
        questions, examples = (torch.stack([drawing(folder / row[side]) for row in rows]) for side in (0, 1))
        right += one_shot(model, examples, questions)
        asked += len(rows)
    return right / asked


def omniglot(arguments, generator):
    known = alphabets(arguments.data)
    background = torch.cat([drawings for name, drawings in known.items() if name in BACKGROUND])
    unseen = {name: drawings for name, drawings in known.items() if name not in BACKGROUND}
    # A character turned by quarters is another character (Santoro et al. 2016).
    background = torch.cat([background.rot90(quarters, (3, 4)) for quarters in range(4)])
    views = 4

    def batch_of():
        classes = torch.randperm(len(background), generator=generator)[:arguments.batch // views].repeat_interleave(views)
        drawn = torch.randint(background.shape[1], (len(classes),), generator=generator)
        return shaken(background[classes, drawn], generator), classes

    def loss(pairs):
        return losses.info_nce(pairs, shared=0.0)
    body = network(64, 128)
    model = train(nn.Sequential(body, Unit()).to(DEVICE), batch_of, loss, arguments.steps, 2e-3)
    print(f'Omniglot, {len(unseen)} unseen alphabets: {within_alphabets(model, unseen, generator):.4f} of 20-way one-shot right')
    if arguments.runs:
        print(f'Omniglot, published runs: {published_runs(model, arguments.runs):.4f} right')


class Unit(nn.Module):
    def forward(self, x):
        return F.normalize(x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument('test', choices=('mnist', 'omniglot'))
    parser.add_argument('--data', required=True, type=pathlib.Path)
    parser.add_argument('--runs', type=pathlib.Path, help='the published one-shot runs of Omniglot')
    parser.add_argument('--out', required=True, type=pathlib.Path)
    parser.add_argument('--steps', type=int, default=2000)
    parser.add_argument('--batch', type=int, default=256)
    parser.add_argument('--seed', type=int, default=1)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    {'mnist': mnist, 'omniglot': omniglot}[arguments.test](arguments, torch.Generator().manual_seed(arguments.seed))


if __name__ == '__main__':
    main()
