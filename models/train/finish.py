"""From a checkpoint to the file that the program ships.

    python3 models/train/finish.py --checkpoint RUN/checkpoint.pt --pictures DIR_OR_TAR... --out lookalike.onnx

The graph is ../export.py's, with the averaged weights of the run. The projection is turned so that the components of
pictures' vectors come sorted by energy, which changes no distance. Then the file and PyTorch must give the same vectors.
"""
import argparse
import pathlib

import numpy as np
import onnxruntime
import torch

import pictures as store
from network import Network, export, published_weights

TOLERANCE = 1e-3


def trained(checkpoint):
    network = Network(published_weights(), np.ones((1280, export.COMPONENTS)))
    network.load_state_dict(torch.load(checkpoint, map_location='cpu')['average'])
    return network


def sorted_by_energy(axes, features):
    vectors = features @ axes
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    turned = axes @ export.principal_axes(vectors)
    return turned / np.sqrt(np.mean(np.square(turned)))


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
    parser.add_argument('--count', type=int, default=4000, help='how many of the pictures to look at, evenly spread')
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
    weights, axes = network.trained_weights()
    data = [picture for _, picture in pictures]
    axes = sorted_by_energy(axes, export.features_of(data, weights))
    model = model_bytes(weights, axes, arguments.name, arguments.version)
    difference = largest_difference(model, weights, axes, [export.photo_input(picture) for picture in data[:20]])
    print(f'largest difference from PyTorch: {difference:.1e}')
    if difference > TOLERANCE:
        raise SystemExit('the file and PyTorch disagree')
    arguments.out.write_bytes(model)


if __name__ == '__main__':
    main()
