"""Trains the embedding.

    python3 models/train/train.py --pictures DIR_OR_TAR... --out RUN

RUN gets checkpoint.pt (everything that resuming needs), log.csv and curves.png. The same command continues a run that was
stopped. Every draw of a step comes from the seed and the step's number, so a resumed run sees the same views.
"""
import argparse
import csv
import math
import pathlib
import time

import numpy as np
import torch
from torch.nn import functional as F

import augment
import evaluate
import losses
import pictures as store
from network import Network, export, published_weights

CHECKED_EDITS = ('crop 50', 'flip', 'quarter', 'turn, grown', 'grey', 'frame', 'small')
TOO_NEAR = 0.95  # pictures that the published network finds this similar may be the same: never strangers
TOO_NEAR_TRAINED = 0.8  # nor those that a trained network, with --start, finds this similar


class Views(torch.utils.data.IterableDataset):
    """An endless row of batches: (views, numbers of the pictures). Each batch is made of small neighbourhoods, so that
    strangers in it resemble each other."""

    def __init__(self, photos, shapes, neighbours, arguments, first_step):
        self.photos, self.shapes, self.neighbours = photos, shapes, neighbours
        self.arguments, self.first_step = arguments, first_step

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        step, stride = self.first_step + (worker.id if worker else 0), worker.num_workers if worker else 1
        augmenter = augment.Augmenter(self.arguments.side, self.arguments.seed, self.photos.device)
        while True:
            yield self.batch(step, augmenter)
            step += stride

    def batch(self, step, augmenter):
        arguments = self.arguments
        augmenter.seed(arguments.seed * 1_000_003 + step)
        chosen = self.chosen(augmenter).repeat_interleave(arguments.views)
        others = augmenter.randint(0, len(self.photos), len(chosen))
        views = augmenter(self.photos[chosen], self.shapes[chosen], self.photos[others])
        return views, chosen

    def chosen(self, augmenter):
        """Different pictures: some at random, each with a few of its nearest."""
        count, group = self.arguments.batch_pictures, self.arguments.group
        seeds = augmenter.rand(len(self.photos)).argsort()[:2 * count // group]
        order = augmenter.rand(len(seeds), self.neighbours.shape[1]).argsort(1)[:, :group - 1]
        rows = torch.cat([seeds[:, None], self.neighbours[seeds].gather(1, order)], 1).flatten().tolist()
        return torch.tensor(list(dict.fromkeys(rows))[:count], device=augmenter.device)


@torch.no_grad()
def rows_of(network, photos, device, side=160):
    """What a network, or a part of it, makes of the photos, one a row."""
    rows = []
    at_once = 64 if device.type == 'cpu' else 1024
    for some in photos.split(at_once):
        batch = F.interpolate(some.to(device).float(), size=(side, side), mode='bilinear', antialias=True)
        batch = batch.round().contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16):
            rows.append(network(batch).float().cpu())
    return torch.cat(rows)


def prepared(arguments, device):
    """Photos, shapes, held-out set and the published features, which are kept beside the checkpoint."""
    known = store.without(store.named_pictures(arguments.pictures), store.named_pictures(arguments.without))
    training, held_out = store.split(known, arguments.held_out)
    photos, shapes = store.loaded(training, arguments.kept_side)
    print(f'{len(training)} pictures to train on, {len(held_out)} held out', flush=True)
    file = arguments.out / 'published.npy'
    if not file.exists():
        network = Network(published_weights(), np.ones((1280, 1))).to(device, memory_format=torch.channels_last)
        np.save(file, rows_of(network.pooled, photos, device).numpy())
    return photos, shapes, held_out, np.load(file)


def neighbours_of(vectors, too_near, count=12):
    """The nearest pictures of each that are surely other pictures."""
    rows, everything = [], torch.arange(len(vectors))
    for some in everything.split(512):
        similarity = vectors[some] @ vectors.T
        rows.append(similarity.masked_fill(too_near(some, everything), -1).topk(count).indices)
    return torch.cat(rows)


class Trainer:
    def __init__(self, arguments):
        self.arguments = arguments
        self.device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
        torch.manual_seed(arguments.seed)
        self.photos, self.shapes, held_out, features = prepared(arguments, self.device)
        axes = export.principal_axes(features[::max(1, len(features) // 4000)])
        self.published = F.normalize(torch.from_numpy(features @ axes).float()).to(self.device)
        self.check_set = evaluate.copies(held_out[:arguments.checked], CHECKED_EDITS)
        if self.device.type != 'cpu':
            self.photos, self.shapes = self.photos.to(self.device), self.shapes.to(self.device)
        self.network = Network(published_weights(), axes).to(self.device, memory_format=torch.channels_last)
        self.network.freeze(arguments.frozen, arguments.keep_depthwise)
        self.average = Network(published_weights(), axes).to(self.device, memory_format=torch.channels_last)
        self.earlier = self.start() if arguments.start else None
        self.neighbours = neighbours_of(self.published if self.earlier is None else self.earlier, self.too_near)
        self.neighbours.share_memory_()  # the processes that draw views see what look_again finds
        moving = [parameter for parameter in self.network.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(moving, lr=arguments.rate, weight_decay=1e-4, fused=True)
        self.memory = losses.Memory(arguments.memory, export.COMPONENTS, self.device)
        self.step, self.seconds = 0, 0.0
        self.file = arguments.out / 'checkpoint.pt'
        if self.file.exists():
            self.resume(torch.load(self.file, map_location=self.device))

    def start(self):
        """Begins with the weights of another run or of a finished file, and gives what they make of the photos, which is
        kept beside the checkpoint."""
        start = self.arguments.start
        if start.suffix == '.onnx':
            self.average.take_over(start)
        else:
            self.average.load_state_dict(torch.load(start, map_location=self.device)['average'])
        self.network.load_state_dict(self.average.state_dict())
        file = self.arguments.out / 'start.npy'
        if not file.exists():
            np.save(file, rows_of(self.average, self.photos, self.device).numpy())
        return torch.from_numpy(np.load(file)).to(self.device)

    def resume(self, state):
        self.network.load_state_dict(state['network'])
        self.average.load_state_dict(state['average'])
        self.optimiser.load_state_dict(state['optimiser'])
        self.memory.__dict__.update(state['memory'])
        self.step, self.seconds = state['step'], state['seconds']

    def save(self):
        state = {'network': self.network.state_dict(), 'average': self.average.state_dict(), 'step': self.step,
                 'optimiser': self.optimiser.state_dict(), 'memory': self.memory.__dict__, 'seconds': self.seconds}
        torch.save(state, self.file.with_suffix('.new'))
        self.file.with_suffix('.new').replace(self.file)

    def progress(self):
        by_time = self.seconds / (60 * self.arguments.minutes) if self.arguments.minutes else 0
        return max(self.step / self.arguments.steps, by_time)

    def rate(self):
        """A short rise, then half a cosine down to a hundredth."""
        rise = min(1, (self.step + 1) / self.arguments.rise)
        return self.arguments.rate * rise * (0.01 + 0.99 * (1 + math.cos(math.pi * min(1, self.progress()))) / 2)

    def too_near(self, pictures, others):
        near = self.published[pictures] @ self.published[others].T > TOO_NEAR
        if self.earlier is not None:
            near |= self.earlier[pictures] @ self.earlier[others].T > TOO_NEAR_TRAINED
        return near

    def loss(self, vectors, pictures):
        arguments = self.arguments
        pairs = losses.Pairs(vectors, pictures, self.memory, self.too_near)
        main = losses.LOSSES[arguments.loss](pairs)
        total = main
        if arguments.entropy:
            total = total + arguments.entropy * losses.entropy(pairs)
        if arguments.neighbourhood:
            total = total + arguments.neighbourhood * losses.neighbourhood(vectors, pictures, self.published)
        return total, main

    def train_step(self, views, pictures):
        views = views.to(self.device, memory_format=torch.channels_last, non_blocking=True)
        pictures = pictures.to(self.device)
        for group in self.optimiser.param_groups:
            group['lr'] = self.rate()
        with torch.autocast(self.device.type, torch.bfloat16):
            vectors = self.network(views, self.arguments.frozen)
        total, main = self.loss(vectors, pictures)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.arguments.clip)
        self.optimiser.step()
        self.memory.add(vectors, pictures)
        self.step += 1
        self.follow()
        return main.item(), norm.item()

    @torch.no_grad()
    def follow(self):
        """The moving average of the weights, which is what gets exported (Polyak and Juditsky 1992)."""
        keep = min(self.arguments.average, self.step / (self.step + 5))
        for mean, now in zip(self.average.parameters(), self.network.parameters()):
            if now.requires_grad:
                mean.lerp_(now, 1 - keep)

    def look_again(self):
        """Whom the network finds alike changes as it learns; who is a stranger does not."""
        rows = F.normalize(rows_of(self.average, self.photos, self.device)).to(self.device)
        self.neighbours.copy_(neighbours_of(rows, self.too_near))

    def check(self):
        views, groups, edits = self.check_set
        scores = evaluate.Scores(evaluate.embedded(self.average, views), groups, edits)
        return scores.average_precision, scores.at(0.999)[0]

    def run(self):
        arguments = self.arguments
        data = Views(self.photos, self.shapes, self.neighbours, arguments, self.step)
        drawn_here = self.device.type != 'cpu'  # a GPU draws views in a fraction of a step
        batches = iter(data if drawn_here else torch.utils.data.DataLoader(data, batch_size=None, num_workers=arguments.workers))
        log, since, window = Log(arguments.out), time.monotonic(), []
        while self.progress() < 1:
            window.append(self.train_step(*next(batches)))
            now = time.monotonic()
            self.seconds, since = self.seconds + now - since, now
            if self.step % arguments.log_every == 0:
                loss, norm = np.mean(window, 0)
                window = []
                log.add(self.step, self.seconds, loss, norm)
            if self.step % arguments.check_every == 0:
                log.add(self.step, self.seconds, '', '', *self.check())
            if self.step % arguments.save_every == 0:
                self.save()
            if arguments.look_again and self.step % arguments.look_again == 0:
                self.look_again()
        log.add(self.step, self.seconds, '', '', *self.check())
        self.save()
        log.draw()


class Log:
    """Rows of step, seconds, loss, gradient norm, average precision and recall on the held-out pictures."""

    def __init__(self, folder):
        self.file = folder / 'log.csv'
        if not self.file.exists():
            self.write('step', 'seconds', 'loss', 'gradient', 'average_precision', 'recall')

    def write(self, *row):
        with open(self.file, 'a', newline='') as file:
            csv.writer(file).writerow(row)

    def add(self, step, seconds, loss, norm, *scores):
        row = [f'{value:.4f}' if isinstance(value, float) else value for value in (loss, norm, *scores)]
        self.write(step, round(seconds), *row)
        print(step, f'{seconds:.0f} s', *row, flush=True)
        if scores:
            self.draw()

    def draw(self):
        import matplotlib
        matplotlib.use('Agg')
        from matplotlib import pyplot
        with open(self.file, newline='') as file:
            rows = list(csv.DictReader(file))
        figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
        for axes, column in ((left, 'loss'), (right, 'recall')):
            points = [(int(row['step']), float(row[column])) for row in rows if row[column]]
            axes.plot(*zip(*points) if points else ((), ()), color='tab:blue')
            axes.set(xlabel='step', title='loss' if column == 'loss' else 'recall at precision 0.999, held out')
            axes.grid(alpha=0.3)
        figure.tight_layout()
        figure.savefig(self.file.with_name('curves.png'), dpi=110)
        pyplot.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument('--pictures', nargs='+', required=True, metavar='DIR_OR_TAR')
    parser.add_argument('--without', nargs='*', default=[], metavar='DIR_OR_TAR', help='leave these pictures out')
    parser.add_argument('--held-out', type=int, default=400, help='pictures kept for evaluate.py')
    parser.add_argument('--out', required=True, type=pathlib.Path, metavar='RUN')
    parser.add_argument('--start', type=pathlib.Path, help='another run\'s checkpoint, or a finished ONNX file: its weights, and its view of who is near whom')
    parser.add_argument('--steps', type=int, default=1000)
    parser.add_argument('--minutes', type=float, default=0, help='end by this time, whatever the steps; 0: no limit')
    parser.add_argument('--batch-pictures', type=int, default=32)
    parser.add_argument('--views', type=int, default=4, help='of each picture of a batch')
    parser.add_argument('--group', type=int, default=2, help='pictures of one neighbourhood')
    parser.add_argument('--look-again', type=int, default=0, metavar='STEPS', help='find the neighbours anew this often; 0: never')
    parser.add_argument('--side', type=int, default=160)
    parser.add_argument('--kept-side', type=int, default=store.SIDE, help='of the squares that the pictures are held in memory as')
    parser.add_argument('--frozen', type=int, default=3, help='first blocks kept as published')
    parser.add_argument('--keep-depthwise', action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument('--loss', choices=losses.LOSSES, default='infonce')
    parser.add_argument('--entropy', type=float, default=0.5)
    parser.add_argument('--neighbourhood', type=float, default=0.1)
    parser.add_argument('--memory', type=int, default=0, help='earlier embeddings kept as strangers')
    parser.add_argument('--rate', type=float, default=3e-4)
    parser.add_argument('--rise', type=int, default=30)
    parser.add_argument('--clip', type=float, default=2)
    parser.add_argument('--average', type=float, default=0.98)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--workers', type=int, default=1)
    parser.add_argument('--threads', type=int, default=0, help='0: as PyTorch chooses')
    parser.add_argument('--checked', type=int, default=150, help='held-out pictures for the curve')
    parser.add_argument('--check-every', type=int, default=100)
    parser.add_argument('--save-every', type=int, default=20)
    parser.add_argument('--log-every', type=int, default=10)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    Trainer(arguments).run()


if __name__ == '__main__':
    main()
