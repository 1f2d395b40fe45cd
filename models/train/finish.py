"""From a checkpoint to the file that the program ships.

    python3 models/train/finish.py --checkpoint RUN/checkpoint.pt --pictures DIR_OR_TAR... --out lookalike.onnx

The graph is ../export.py's, with the averaged weights of the run. The projection is computed anew, from views of pictures
that are not held out: linear discriminants, which weigh a direction less the more the views of one picture differ along it.
It is turned so that its components come sorted by energy, which changes no distance. Then the file and PyTorch must give
the same vectors.
"""
import argparse
import pathlib

import numpy as np
import onnxruntime
import torch

import augment
import pictures as store
from network import Network, export, published_weights

TOLERANCE = 1e-3
VIEWS = 7  # of each picture, beside itself
RIDGE = 3.0  # added to the scatter within pictures, in parts of its mean eigenvalue


def trained(checkpoint):
    network = Network(published_weights(), np.ones((1280, export.COMPONENTS)))
    network.load_state_dict(torch.load(checkpoint, map_location='cpu')['average'])
    return network


def pooled_by_onnx(weights):
    """The network up to its pooled features, for views [n, 3, side, side]: ONNX Runtime is much faster than PyTorch here."""
    graph = export.Graph(weights)
    graph.pooled_features()
    model = graph.model('features', len(weights['_bn1.bias'])).SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=['CPUExecutionProvider'])
    return lambda views: np.concatenate(
        [session.run(None, {'photo': view[None]})[0] for view in views.permute(0, 2, 3, 1).contiguous().numpy()])


def features_of_views(pooled, pictures, seed=77, batch=16):
    """(pooled features of each picture and of its views, number of the picture of each)."""
    photos, shapes = store.loaded(pictures)
    augmenter = augment.Augmenter(export.SIZE, seed)
    features, numbers = [], []
    for some in torch.arange(len(photos)).split(batch):
        repeated = some.repeat_interleave(VIEWS)
        others = torch.randint(len(photos), (len(repeated),), generator=augmenter.random)
        views = augmenter(photos[repeated], shapes[repeated], photos[others])
        whole = torch.nn.functional.interpolate(photos[some].float(), size=2 * (export.SIZE,), mode='bilinear', antialias=True)
        features.append(pooled(torch.cat([whole.round().to(torch.uint8), views])))
        numbers.append(torch.cat([some, repeated]).numpy())
    return np.concatenate(features).astype(np.float64), np.concatenate(numbers)


def discriminants(features, numbers):
    """Axes along which pictures differ much and their views little: the scatter within pictures is whitened, then those
    that hold most of the pictures' means are kept. Fisher 1936; so for descriptors of images by Mikolajczyk and Matas,
    "Improving descriptors for fast tree matching by optimal linear projection", ICCV 2007. No mean is taken off."""
    features = features / np.linalg.norm(features, axis=1, keepdims=True)
    means = np.zeros((numbers.max() + 1, features.shape[1]))
    np.add.at(means, numbers, features)
    means /= np.bincount(numbers)[:, None]
    rest = features - means[numbers]
    energies, directions = np.linalg.eigh(rest.T @ rest / len(rest))
    whitening = directions / np.sqrt(np.maximum(energies, 0) + RIDGE * energies.mean()) @ directions.T
    axes = whitening @ export.principal_axes(means @ whitening)
    return axes / np.sqrt(np.mean(np.square(axes)))


def sorted_by_energy(axes, features):
    vectors = features @ axes
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return axes @ export.principal_axes(vectors)


def rounded(weights):
    """What half precision leaves of the kernels."""
    return {name: value.astype(np.float16).astype(np.float64) if value.ndim == 4 else value
            for name, value in weights.items()}


def model_bytes(weights, axes, name, version):
    sides = f'{export.SIZE}x{export.SIZE}'
    preprocessing = export.METADATA['preprocessing'].replace('160x160', sides).replace('160,160', sides.replace('x', ','))
    export.METADATA.update(name=name, version=version, preprocessing=preprocessing)
    graph = export.Graph(weights)
    graph.unit_length(graph.projected(graph.pooled_features(), axes))
    return graph.model('embedding', export.COMPONENTS).SerializeToString(deterministic=True)


@torch.no_grad()
def largest_difference(model, weights, axes, photos):
    """Between the file's components and PyTorch's, over some photos."""
    network = Network(rounded(weights), axes.astype(np.float16).astype(np.float64))
    session = onnxruntime.InferenceSession(model, providers=['CPUExecutionProvider'])
    differences = [np.abs(session.run(None, {'photo': photo})[0]
                          - network(torch.from_numpy(photo.transpose(0, 3, 1, 2).copy())).numpy()).max()
                   for photo in photos]
    return max(differences)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--checkpoint', required=True, type=pathlib.Path)
    parser.add_argument('--pictures', nargs='+', required=True, metavar='DIR_OR_TAR')
    parser.add_argument('--without', nargs='*', default=[], metavar='DIR_OR_TAR', help='leave these pictures out')
    parser.add_argument('--count', type=int, default=8000, help='how many of the pictures to use, evenly spread')
    parser.add_argument('--held-out', type=int, default=400, help='the same number as in training')
    parser.add_argument('--side', type=int, default=export.SIZE, help='of the square photo that the file takes')
    parser.add_argument('--name', default='lookalike-256')
    parser.add_argument('--version', default='1')
    parser.add_argument('--out', required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    export.SIZE = arguments.side
    network = trained(arguments.checkpoint)
    known = store.without(store.named_pictures(arguments.pictures), store.named_pictures(arguments.without))
    pictures = store.split(known, arguments.held_out)[0]
    count = min(arguments.count, len(pictures))
    pictures = [pictures[index * len(pictures) // count] for index in range(count)]
    weights, _ = network.trained_weights()
    features, numbers = features_of_views(pooled_by_onnx(weights), pictures)
    axes = sorted_by_energy(discriminants(features, numbers), features)
    model = model_bytes(weights, axes, arguments.name, arguments.version)
    photos = [export.photo_input(picture) for _, picture in pictures[:20]]
    difference = largest_difference(model, weights, axes, photos)
    print(f'largest difference from PyTorch: {difference:.1e}')
    if difference > TOLERANCE:
        raise SystemExit('the file and PyTorch disagree')
    arguments.out.write_bytes(model)


if __name__ == '__main__':
    main()
